const fs = require("fs");
const vm = require("vm");
const path = require("path");
const cp = require("child_process");

const folder = "/tmp/plugins";

function first(name) {
  // ruleid: javascript-code-from-writable-place
  return require(path.join(folder, name));
}

function second() {
  const source = fs.readFileSync("/dev/shm/unit.js", "utf8");
  // ruleid: javascript-code-from-writable-place
  vm.runInThisContext(source);
}

function third() {
  const name = process.env.UNIT_PLUGIN;
  if (name) {
    // ruleid: javascript-code-from-writable-place
    require(name);
  }
}

class Helper {
  constructor() {
    this.program = "/var/tmp/helper";
  }

  start() {
    // ruleid: javascript-code-from-writable-place
    return cp.spawn(this.program, ["-d"]);
  }
}

function plain() {
  // ok: javascript-code-from-writable-place
  return require("./unit");
}

function state(text) {
  // ok: javascript-code-from-writable-place
  fs.writeFileSync("/tmp/state.json", text);
}

function port() {
  // ok: javascript-code-from-writable-place
  return cp.execFile("/bin/ss", ["-l", process.env.PORT]);
}
