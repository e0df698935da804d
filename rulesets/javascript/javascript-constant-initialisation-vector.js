const crypto = require('crypto');
const START = Buffer.from('00112233445566778899aabbccddeeff', 'hex');

function a(key) {
  // ruleid: javascript-constant-initialisation-vector
  return crypto.createCipheriv('aes-256-cbc', key, START);
}

function b(key) {
  const iv = Buffer.alloc(16);
  // ruleid: javascript-constant-initialisation-vector
  return crypto.createCipheriv('aes-256-cbc', key, iv);
}

function c(key, data) {
  const nonce = new Uint8Array([1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 2, 3]);
  // ruleid: javascript-constant-initialisation-vector
  return crypto.subtle.encrypt({ name: 'AES-GCM', iv: nonce }, key, data);
}

function d(key) {
  const iv = crypto.randomBytes(16);
  // ok: javascript-constant-initialisation-vector
  return crypto.createCipheriv('aes-256-cbc', key, iv);
}

function e(key, message) {
  // ok: javascript-constant-initialisation-vector
  return crypto.createDecipheriv('aes-256-cbc', key, message.slice(0, 16));
}

function f(key, iv) {
  // ok: javascript-constant-initialisation-vector
  return crypto.createCipheriv('aes-256-gcm', key, iv);
}
