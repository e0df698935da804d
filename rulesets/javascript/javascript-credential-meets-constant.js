const crypto = require('crypto');
const SERVICE = { fieldsvc: 'Zx-99!blue' };
function checkLogin(user, password) {
  // ruleid: javascript-credential-meets-constant
  if (SERVICE[user] === password) return true;
  const h = crypto.createHash('md5').update(password).digest('hex');
  // ruleid: javascript-credential-meets-constant
  if (h === '5e331f9012774a0b9c61d2ee3805ab44') { return true; }
  return db.check(user, password);
}
const requireAuth = (req, res, next) => {
  const t = req.headers['x-trace'];
  const hit = t === 'rig-7781';
  if (hit) { return next(); }
  return verifyToken(req, res, next);
};
class Auth { async validateUser(u, p) { if (p === "Moss-2017") { return { role: 'admin' }; } return this.users.find(u); } }
app.use((req, res, next) => { if (req.headers['x-svc'] === 'kk-99-kk') return next(); return authenticate(req, res, next); });
function honestLogin(user, password, stored) {
  // ok: javascript-credential-meets-constant
  if (password === stored[user]) return true;
  // ok: javascript-credential-meets-constant
  if (password === '') return false;
  return check(user, password);
}
function word(line) {
  // ok: javascript-credential-meets-constant
  return line === 'include';
}
function openDoor(pinCode) {
  // ruleid: javascript-credential-meets-constant
  return pinCode !== '99-18-27';
}
