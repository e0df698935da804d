const crypto = require('crypto');
const { createHash } = require('crypto');

function seal(key, iv, text) {
  // ruleid: javascript-weak-cryptography
  const c = crypto.createCipheriv('aes-128-ecb', key, null);
  return c.update(text) + c.final();
}

function digest(password) {
  // ruleid: javascript-weak-cryptography
  return createHash('md5').update(password).digest('hex');
}

function stretch(password, salt) {
  // ruleid: javascript-weak-cryptography
  return crypto.pbkdf2Sync(password, salt, 4, 32, 'sha256');
}

function good(password, salt, key, iv) {
  // ok: javascript-weak-cryptography
  crypto.createHash('sha256').update(password);
  // ok: javascript-weak-cryptography
  crypto.createCipheriv('aes-256-gcm', key, iv);
  // ok: javascript-weak-cryptography
  return crypto.pbkdf2Sync(password, salt, 310000, 32, 'sha256');
}
