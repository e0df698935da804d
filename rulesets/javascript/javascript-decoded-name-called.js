const load = require;
function d(s) { return Buffer.from(s, 'hex').toString(); }
const back = (s) => s.split('').reverse().join('');

function start(list, codec) {
  // ruleid: javascript-decoded-name-called
  const c = require(d('63727970746f'));
  // ruleid: javascript-decoded-name-called
  const made = c[d(list[2])](d(list[3]), 'k');
  // ruleid: javascript-decoded-name-called
  const f = require('fs')[back('cnySeliFdaer')]('a.txt');
  // ruleid: javascript-decoded-name-called
  const child = require(atob('Y2hpbGRfcHJvY2Vzcw=='));
  // ruleid: javascript-decoded-name-called
  global['lave'.split('').reverse().join('')](f);
  // ruleid: javascript-decoded-name-called
  const m = new module.constructor();
  m.paths = module.paths;

  // ok: javascript-decoded-name-called
  const text = Buffer.from(list[0], 'base64').toString();
  // ok: javascript-decoded-name-called
  codec[text.length](list);
  // ok: javascript-decoded-name-called
  const handler = require(`./handlers/${codec.name}`);
  // ok: javascript-decoded-name-called
  codec[codec.encoding.toLowerCase()](atob(list[1]));
  // ok: javascript-decoded-name-called
  const word = d(list[1]);
  return { made, child, m, handler, word };
}
