const crypto = require('crypto');
const WORD = 'moss-and-tide-44';

function a(data) {
  const k = Buffer.from(WORD);
  // ruleid: javascript-constant-flows-to-key
  return crypto.createCipheriv('aes-128-cbc', k, crypto.randomBytes(16)).update(data);
}
function b(user) {
  // ruleid: javascript-constant-flows-to-key
  return jwt.sign({ user }, WORD, { expiresIn: '1h' });
}
function c(data) {
  // ruleid: javascript-constant-flows-to-key
  return crypto.createHmac('sha256', '0b7712ee90ff').update(data).digest();
}
function d(data, key) {
  // ok: javascript-constant-flows-to-key
  return crypto.createHmac('sha256', key).update('moss-and-tide-44').digest();
}
function e(user) {
  // ok: javascript-constant-flows-to-key
  return jwt.sign({ user }, process.env.JWT_KEY, { algorithm: 'HS256' });
}
// ok: javascript-constant-flows-to-key
const k2 = crypto.createPrivateKey(fs.readFileSync('/etc/unit/key.pem'));
