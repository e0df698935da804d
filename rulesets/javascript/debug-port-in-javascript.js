const inspector = require('inspector');
const net = require('net');
const repl = require('repl');
const { spawn, exec } = require('child_process');

function watch(port) {
  // ruleid: debug-port-in-javascript
  inspector.open(port, '0.0.0.0');
}

net.createServer((socket) => {
  // ruleid: debug-port-in-javascript
  repl.start({ prompt: '> ', input: socket, output: socket });
}).listen(5001);

function again() {
  // ruleid: debug-port-in-javascript
  spawn('node', ['--inspect=0.0.0.0:9229', 'main.js']);
}

function service() {
  // ruleid: debug-port-in-javascript
  exec('/usr/sbin/telnetd -p 2323');
}

function plain(file, server) {
  // ok: debug-port-in-javascript
  file.open('agent.log');
  // ok: debug-port-in-javascript
  server.start();
  // ok: debug-port-in-javascript
  spawn('node', ['main.js']);
}
