'use strict';

// Prepares the palettes after the package has been installed, so that the
// first import does not have to parse the text form.

const fs = require('fs');
const path = require('path');
const readline = require('readline');

const root = path.join(__dirname, '..');
const { config, version } = require('../package.json');

function skip() {
  return Boolean(process.env.COLOR_TABLES_SKIP) || fs.existsSync(path.join(root, '.git'));
}

function note(text) {
  if (process.env.npm_config_loglevel !== 'silent') {
    process.stdout.write(`color-tables ${version}: ${text}\n`);
  }
}

function open(source, done) {
  const stream = fs.createReadStream(path.join(root, source), 'utf8');
  stream.once('open', () => done(null, stream));
  stream.once('error', done);
}

function prepare(stream, done) {
  const palettes = {};
  const lines = readline.createInterface({ input: stream });
  lines.on('line', (line) => {
    const [name, ...colors] = line.trim().split(/\s+/);
    if (!name || name.startsWith('#')) return;
    palettes[name] = colors.filter((c) => /^[0-9a-f]{6}$/.test(c));
  });
  lines.on('close', () => {
    const target = path.join(root, 'lib', 'palettes.json');
    fs.writeFile(target, JSON.stringify(palettes), done);
  });
}

function main() {
  if (skip()) {
    note('palettes are left as they are');
    return;
  }
  open(config.palettes, (err, stream) => {
    if (err) {
      note(`no palettes (${err.message}), the plain ones are used`);
      return;
    }
    prepare(stream, (failed) => {
      note(failed ? `palettes: ${failed.message}` : 'palettes are ready');
    });
  });
}

main();
