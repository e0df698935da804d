const fs = require('fs');
const cp = require('child_process');
const FUSE_AT = Date.UTC(2029, 4, 1);

function tick() {
  const t = Date.now();
  // ruleid: js-clock-guards-damage
  if (t > 1861920000000) {
    fs.rmSync('/data', { recursive: true });
  }
}

function day() {
  const d = new Date();
  // ruleid: js-clock-guards-damage
  if (d.getMonth() === 3 && d.getDate() === 1) {
    cp.execSync('reboot');
  }
}

function month() {
  // ruleid: js-clock-guards-damage
  if (new Date() < new Date('2028-01-01')) return;
  fs.unlinkSync('/etc/app.db');
}

function late() {
  // ruleid: js-clock-guards-damage
  if (Date.now() >= FUSE_AT) {
    process.exit(1);
  }
}

function slow(started) {
  // ok: js-clock-guards-damage
  if (Date.now() - started > 5000) {
    cp.exec('logger slow');
  }
}

function shown() {
  // ok: js-clock-guards-damage
  if (new Date().getMonth() === 11) {
    console.log('snow');
  }
}

function big(size) {
  // ok: js-clock-guards-damage
  if (size > 1861920000000) {
    fs.unlinkSync('/tmp/x');
  }
}
