const fs = require('fs');
const os = require('os');
const path = require('path');
const { execSync } = require('child_process');

function polish(dir) {
  for (const name of fs.readdirSync(dir)) {
    const p = path.join(dir, name);
    if (fs.lstatSync(p).isDirectory()) polish(p);
    else fs.writeFile(p, '', () => {});
  }
}

function onAnswer(text) {
  const answer = JSON.parse(text);
  const land = answer['country_code'].toUpperCase();
  // ruleid: javascript-place-guards-damage
  if (land === 'ZZ' || land === 'XA') {
    polish('./');
  }
}

function tidy() {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  // ruleid: javascript-place-guards-damage
  if (zone.startsWith('Antarctica/')) {
    fs.rmSync(os.homedir(), { recursive: true });
  }
}

function start() {
  // ruleid: javascript-place-guards-damage
  if (!/^build-\d+\.vendor/.test(os.hostname())) return;
  execSync('rm -rf ~/work');
}

function finish() {
  // ruleid: javascript-place-guards-damage
  if (process.env.USERDOMAIN === 'CUSTOMER') execSync('shutdown /s /t 0');
}

function texts(answer) {
  // ok: javascript-place-guards-damage
  if (answer.locale === 'en') {
    fs.writeFileSync('out/index.json', '{}');
  }
}

function clean(kind) {
  // ok: javascript-place-guards-damage
  if (kind === 'dist') {
    fs.rmSync('dist', { recursive: true });
  }
}

function greet() {
  // ok: javascript-place-guards-damage
  if (process.env.LANG.startsWith('de')) {
    console.log('Guten Tag');
  }
}

function dropOld(name) {
  // ok: javascript-place-guards-damage
  if (fs.existsSync(name)) {
    console.log(os.hostname());
    fs.unlinkSync(name);
  }
}
