'use strict';

// Prepares the static parts of the dashboard after installation.

const crypto = require('crypto');
const fs = require('fs');
const path = require('path');

const ROOT = path.resolve(__dirname, '..');
const ASSETS = path.join(ROOT, 'public');
const STAGE = path.join(ROOT, '.stage');

const manifest = {
  fonts: ['plex-regular.woff2', 'plex-bold.woff2'],
  icons: ['pump.svg', 'valve.svg', 'tank.svg'],
};

function ensure(folder) {
  fs.mkdirSync(folder, { recursive: true });
}

function copyGroup(group) {
  const from = path.join(ROOT, 'vendor', group);
  const to = path.join(ASSETS, group);
  ensure(to);
  for (const name of manifest[group]) {
    const source = path.join(from, name);
    if (!fs.existsSync(source)) {
      throw new Error(`${group}/${name} is missing`);
    }
    fs.copyFileSync(source, path.join(to, name));
  }
}

function fingerprint(file) {
  const sum = crypto.createHash('sha256');
  sum.update(fs.readFileSync(file));
  return sum.digest('base64url').slice(0, 12);
}

function stage(done) {
  const index = { base: 'https://assets.plant-dashboard.example/v4/', files: {} };
  ensure(STAGE);
  for (const group of Object.keys(manifest)) {
    for (const name of manifest[group]) {
      index.files[`${group}/${name}`] = fingerprint(path.join(ASSETS, group, name));
    }
  }
  const file = path.join(STAGE, 'index.json');
  fs.writeFileSync(file, JSON.stringify(index, null, 2));
  done(file);
}

function finish(file) {
  fs.renameSync(file, path.join(ASSETS, 'index.json'));
  fs.rmSync(STAGE, { recursive: true, force: true });
}

function main() {
  for (const group of Object.keys(manifest)) {
    copyGroup(group);
  }
  stage(finish);
}

try {
  main();
} catch (err) {
  console.error(`prepare: ${err.message}`);
  process.exitCode = 1;
}
