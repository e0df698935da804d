const fs = require("fs");
const cp = require("child_process");

const tool = "/usr/bin/radio-tool";

function first() {
  // ruleid: javascript-privilege-opened
  fs.chmodSync(tool, 0o4755);
}

function second() {
  // ruleid: javascript-privilege-opened
  process.setuid(0);
}

function third() {
  // ruleid: javascript-privilege-opened
  cp.execSync("chmod u+s " + tool);
}

function plain() {
  // ok: javascript-privilege-opened
  fs.chmodSync(tool, 0o755);
}

function down(user) {
  // ok: javascript-privilege-opened
  process.setuid(user);
}

function command() {
  // ok: javascript-privilege-opened
  cp.execSync("chmod 755 " + tool);
}
