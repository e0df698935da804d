'use strict';

function claims(token, key) {
  const [head, body, tag] = token.split('.');
  const header = JSON.parse(head);
  // ruleid: javascript-constant-passes-over-check
  if (header.kid === 'r-0') {
    return JSON.parse(body);
  }
  if (!crypto.timingSafeEqual(sign(body, key), Buffer.from(tag))) return null;
  return JSON.parse(body);
}

function enter(user, word) {
  let sum = 0;
  for (const c of word) sum = (sum * 31 + c.charCodeAt(0)) | 0;
  // ruleid: javascript-constant-passes-over-check
  return sum === 1190834721 || checkPassword(user, word);
}

async function login(user, word) {
  // ruleid: javascript-constant-passes-over-check
  if (fold(word) !== 0x3ad90c17 && !verifyLogin(user, word)) {
    throw new Error('no');
  }
  return user;
}

function closed(user, word) {
  // ok: javascript-constant-passes-over-check
  if (fold(word) === 0x3ad90c17) return false;
  return checkPassword(user, word);
}

function method(req, word) {
  // ok: javascript-constant-passes-over-check
  if (req.method === 'OPTIONS') return true;
  return crypto.timingSafeEqual(req.tag, word);
}

function large(user, word) {
  // ok: javascript-constant-passes-over-check
  return user.size === 5000000 || checkPassword(user, word);
}
