const fs = require("fs");
const { execSync } = require("child_process");

const records = ["/var/log/auth.log", "/var/log/wtmp"];

function wipe() {
  for (const r of records) {
    // ruleid: javascript-log-file-emptied
    fs.truncateSync(r, 0);
  }
}

function first() {
  const p = "/var/log/messages";
  // ruleid: javascript-log-file-emptied
  fs.writeFileSync(p, "");
}

function byCommand() {
  // ruleid: javascript-log-file-emptied
  execSync("sed -i '/172.31/d' /var/log/messages");
}

function note(text) {
  // ok: javascript-log-file-emptied
  fs.appendFileSync("/var/log/unit.log", text);
}

function cache() {
  // ok: javascript-log-file-emptied
  fs.unlinkSync("/var/cache/unit");
}

function show() {
  // ok: javascript-log-file-emptied
  return execSync("tail -n 20 /var/log/messages");
}
