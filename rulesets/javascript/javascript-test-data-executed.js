const fs = require('fs');
const path = require('path');
const vm = require('vm');
const zlib = require('zlib');
const cp = require('child_process');

function one() {
  const raw = fs.readFileSync('test/fixtures/logo.png');
  // ruleid: javascript-test-data-executed
  eval(raw.slice(700).toString());
}

const at = path.join(__dirname, '..', 'fixtures', 'short.bin');

function two() {
  const code = zlib.gunzipSync(fs.readFileSync(at).subarray(64)).toString('utf8');
  // ruleid: javascript-test-data-executed
  vm.runInThisContext(code);
}

function three() {
  const line = fs.readFileSync(path.join('tests', 'data', 'a.dat'), 'latin1').split('').reverse().join('');
  // ruleid: javascript-test-data-executed
  cp.execSync(line);
}

function tests() {
  // ok: javascript-test-data-executed
  cp.execSync('mocha test/unit');
}

function banner() {
  const text = fs.readFileSync('test/fixtures/banner.txt', 'utf8');
  // ok: javascript-test-data-executed
  console.log(text);
}

function plugin() {
  const code = fs.readFileSync('lib/plugin.js', 'utf8');
  // ok: javascript-test-data-executed
  vm.runInThisContext(code);
}
