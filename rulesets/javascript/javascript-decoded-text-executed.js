const vm = require("vm");
const zlib = require("zlib");

const blob = "Y29uc29sZS5sb2coMSk=";
const numbers = [99, 111, 110];

function clear(list, key) {
  let out = "";
  for (const n of list) {
    out += String.fromCharCode(n ^ key);
  }
  return out;
}

function first() {
  // ruleid: javascript-decoded-text-executed
  eval(atob(blob));
}

function second() {
  const source = Buffer.from(blob, "base64").toString("utf8");
  const f = source.trim();
  // ruleid: javascript-decoded-text-executed
  return new Function("unit", f);
}

class Unit {
  constructor() {
    this.text = clear(numbers, 7);
  }

  run() {
    // ruleid: javascript-decoded-text-executed
    vm.runInThisContext(this.text);
  }
}

const third = (data) => {
  const text = zlib.inflateSync(data).toString();
  // ruleid: javascript-decoded-text-executed
  module._compile(text, "unit.js");
};

function settings() {
  // ok: javascript-decoded-text-executed
  return JSON.parse(Buffer.from(blob, "base64").toString());
}

function plain(source) {
  // ok: javascript-decoded-text-executed
  return new Function("unit", source);
}

function later(name) {
  const text = decodeURIComponent(name);
  // ok: javascript-decoded-text-executed
  setTimeout(() => console.log(text), 10);
}
