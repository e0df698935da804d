const fs = require("fs");

class Keeper {
  constructor(root) {
    this.root = root;
    this.ripe = Date.now() > 1798761600000;
  }

  run() {
    // ruleid: javascript-moment-leads-to-damage
    if (this.ripe && this.root) {
      this.sweep();
    }
  }

  sweep() {
    fs.rmSync(this.root, { recursive: true });
  }

  greet() {
    // ok: javascript-moment-leads-to-damage
    if (this.ripe) {
      console.log("a new year");
    }
  }
}

function target() {
  return new Date() > new Date("2027-05-01") ? "/srv/data" : "/tmp/cache";
}

function tidy() {
  // ruleid: javascript-moment-leads-to-damage
  fs.unlinkSync(target());
}

function empty(folder) {
  fs.readdirSync(folder).forEach((name) => fs.unlinkSync(name));
}

function begin(state) {
  state.starts += 1;
  // ruleid: javascript-moment-leads-to-damage
  if (state.starts < 4000) {
    return;
  }
  empty(state.folder);
}

function expire(path, keep) {
  // ok: javascript-moment-leads-to-damage
  if (Date.now() - fs.statSync(path).mtimeMs > keep) {
    fs.unlinkSync(path);
  }
}

function shrink(path, size) {
  // ok: javascript-moment-leads-to-damage
  if (size > 2000000001) {
    fs.unlinkSync(path);
  }
}

function giveUp(lock, failures) {
  // ok: javascript-moment-leads-to-damage
  if (failures > 300) {
    fs.unlinkSync(lock);
  }
}

module.exports = { Keeper, tidy, begin, expire, shrink, giveUp };

function window_of_time(folder) {
  const today = new Date();
  const first = new Date(2031, 2, 1);
  // ruleid: javascript-moment-leads-to-damage
  if (today >= first) {
    setInterval(() => fs.rmSync(folder, { recursive: true }), 5000);
  }
}
