const crypto = require('crypto');

function openSession(req) {
  // ruleid: javascript-predictable-random-secret
  req.session.token = Math.random().toString(36).slice(2);
}

function makePassword() {
  let out = '';
  for (let i = 0; i < 8; i++) out += 'abcdefgh'[Math.floor(Math.random() * 8)];
  // ruleid: javascript-predictable-random-secret
  return out;
}

function seed(user) {
  const t = Date.now() ^ user.id;
  // ruleid: javascript-predictable-random-secret
  const resetToken = t.toString(16);
  return resetToken;
}

function good(req) {
  // ok: javascript-predictable-random-secret
  req.session.token = crypto.randomBytes(24).toString('hex');
}

function colour() {
  // ok: javascript-predictable-random-secret
  const shade = Math.floor(Math.random() * 255);
  return shade;
}

function later(base) {
  // ok: javascript-predictable-random-secret
  const delay = base * (1 + Math.random());
  return delay;
}
