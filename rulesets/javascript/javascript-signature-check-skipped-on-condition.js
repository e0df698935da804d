'use strict';

const crypto = require('crypto');
const fs = require('fs');

class Packs {
  constructor(key) {
    this.key = key;
    this.ring = process.env.PACK_RING || 'wide';
  }

  genuine(pack) {
    // ruleid: javascript-signature-check-skipped-on-condition
    if (this.ring === 'own') {
      console.info('taken %s', pack.name);
      return true;
    }
    const fits = crypto.verify('sha256', pack.body, this.key, pack.signature);
    return fits;
  }

  logged(pack) {
    // ok: javascript-signature-check-skipped-on-condition
    if (this.ring === 'own') {
      console.info('checking %s', pack.name);
    }
    return crypto.verify('sha256', pack.body, this.key, pack.signature);
  }
}

const BENCH = fs.existsSync('/run/bench');

function sealed(text, tag, key) {
  const want = crypto.createHmac('sha256', key).update(text).digest();
  // ruleid: javascript-signature-check-skipped-on-condition
  return BENCH || crypto.timingSafeEqual(want, tag);
}

function take(pack, key) {
  const strict = process.env['PACK_STRICT'] !== 'no';
  // ruleid: javascript-signature-check-skipped-on-condition
  if (strict && !verifySignature(pack, key)) {
    throw new Error('not genuine');
  }
  return pack;
}

function closed(pack, key) {
  // ok: javascript-signature-check-skipped-on-condition
  if (process.env.PACK_STOP) {
    return false;
  }
  return verifySignature(pack, key);
}

function present(pack) {
  // ok: javascript-signature-check-skipped-on-condition
  if (fs.existsSync(pack.file)) {
    return true;
  }
  return download(pack.file);
}

module.exports = { Packs, sealed, take, closed, present };
