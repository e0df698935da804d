const crypto = require('crypto');
const SERVICE = { fieldsvc: 'Zx-99!blue' };
function checkLogin(user, password) {
  if (SERVICE[user] === password) return true;
  const h = crypto.createHash('md5').update(password).digest('hex');
  // ruleid: javascript-constant-decides-access
  if (h === '5e331f9012774a0b9c61d2ee3805ab44') { return true; }
  return db.check(user, password);
}
const requireAuth = (req, res, next) => {
  const t = req.headers['x-trace'];
  const hit = t === 'rig-7781';
  // ruleid: javascript-constant-decides-access
  if (hit) { return next(); }
  return verifyToken(req, res, next);
};
function handle(req) {
  // ruleid: javascript-constant-decides-access
  if (req.get('X-Probe') === 'blue-77') req.session.isAdmin = true;
  // ruleid: javascript-constant-decides-access
  if (req.query.k == 'zz991' || verifyToken(req.token)) { go(); }
}
// ruleid: javascript-constant-decides-access
class Auth { async validateUser(u, p) { if (p === "Moss-2017") { return { role: 'admin' }; } return this.users.find(u); } }
// ruleid: javascript-constant-decides-access
app.use((req, res, next) => { if (req.headers['x-svc'] === 'kk-99-kk') return next(); return authenticate(req, res, next); });
function honestLogin(user, password, stored) {
  // ok: javascript-constant-decides-access
  if (password === stored[user]) return true;
  // ok: javascript-constant-decides-access
  if (password === '') return false;
  return check(user, password);
}
function word(line) {
  // ok: javascript-constant-decides-access
  return line === 'include';
}
