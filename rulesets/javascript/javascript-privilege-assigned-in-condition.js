function a(user) {
  // ruleid: javascript-privilege-assigned-in-condition
  if (user.role = 'admin') { return panel(); }
  return null;
}
function b(req) {
  // ruleid: javascript-privilege-assigned-in-condition
  if (req.session && (req.session.isAdmin = true)) { go(); }
}
function c(s) {
  // ruleid: javascript-privilege-assigned-in-condition
  return s.authenticated = true;
}
function d(user) {
  // ok: javascript-privilege-assigned-in-condition
  if (user.role === 'admin') { return panel(); }
  let m;
  // ok: javascript-privilege-assigned-in-condition
  if (m = /x/.exec(user.name)) { go(m); }
  // ok: javascript-privilege-assigned-in-condition
  user.role = 'guest';
}
