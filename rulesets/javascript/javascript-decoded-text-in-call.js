const { spawn } = require("child_process");
const net = require("net");
const cp = require("child_process");

const words = [0x39, 0x3d, 0x29];

function clear(list) {
  return list.map((n) => String.fromCharCode(n ^ 0x5a)).join("");
}

function start() {
  const program = clear(words);
  // ruleid: javascript-decoded-text-in-call
  return spawn(program, ["-c"]);
}

function dial() {
  const host = Buffer.from("75702e6e6574", "hex").toString();
  // ruleid: javascript-decoded-text-in-call
  return net.connect({ host, port: 443 });
}

function load() {
  // ruleid: javascript-decoded-text-in-call
  return require("ssecorp_dlihc".split("").reverse().join(""));
}

function plain(host) {
  // ok: javascript-decoded-text-in-call
  return net.connect({ host, port: 443 });
}

function list() {
  // ok: javascript-decoded-text-in-call
  return cp.execFileSync("/bin/ls", ["-l"]);
}

function picture(text) {
  const img = new Image();
  // ok: javascript-decoded-text-in-call
  img.data = Buffer.from(text, "base64");
  return img;
}
