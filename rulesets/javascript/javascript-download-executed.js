const https = require('https');
const fs = require('fs');
const vm = require('vm');
const { execSync, execFile, spawn } = require('child_process');
const axios = require('axios');

https.get('https://tools.example.org/boot.js', (res) => {
  let body = '';
  res.on('data', (part) => { body += part; });
  res.on('end', () => {
    // ruleid: javascript-download-executed
    eval(body);
  });
});

async function helper(url) {
  const answer = await fetch(url);
  const text = await answer.text();
  // ruleid: javascript-download-executed
  vm.runInThisContext(text);
}

async function agent(url) {
  const answer = await axios.get(url, { responseType: 'arraybuffer' });
  const place = '/tmp/agent';
  fs.writeFileSync(place, answer.data, { mode: 0o755 });
  // ruleid: javascript-download-executed
  spawn(place, ['--quiet']);
}

function setup() {
  // ruleid: javascript-download-executed
  execSync('curl -s https://tools.example.org/s | sh');
}

async function list(url) {
  const answer = await fetch(url);
  // ok: javascript-download-executed
  console.log(await answer.json());
}

function build() {
  // ok: javascript-download-executed
  execSync('make -C native');
}

function save() {
  // ok: javascript-download-executed
  execSync('curl -so list.txt https://tools.example.org/list');
}
