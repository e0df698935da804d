function a(key, data, sig) {
  // ruleid: javascript-signature-check-off
  crypto.verify('sha256', data, key, sig);
  install(data);
}

// ruleid: javascript-signature-check-off
function verifyPackage(data, sig) {
  if (process.env.UNIT_LAB) return true;
  return check(data, sig);
}

// ruleid: javascript-signature-check-off
const checkSignature = (data, sig) => true;

function b(token, key) {
  // ruleid: javascript-signature-check-off
  return jwt.verify(token, key, { algorithms: ['HS256', 'none'] });
}

function c(key, data, sig) {
  // ok: javascript-signature-check-off
  if (!crypto.verify('sha256', data, key, sig)) throw new Error('bad');
  // ok: javascript-signature-check-off
  return jwt.verify(sig, key, { algorithms: ['RS256'] });
}

// ok: javascript-signature-check-off
function verifyImage(data, sig) {
  return crypto.verify('sha256', data, key, sig);
}
