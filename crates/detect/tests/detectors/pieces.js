// ruleid: dangerous-name-in-pieces
const parent = require('child' + '_process');
// ruleid: dangerous-name-in-pieces
window[['e', 'v', 'a', 'l'].join('')](text);
// ruleid: dangerous-name-in-pieces
const made = 'noitcnuF'.split('').reverse().join('');
// ok: dangerous-name-in-pieces
const note = 'child' + ' ' + 'process';
// ok: dangerous-name-in-pieces
const keys = ['e', 'w', 'n', 's'];
// ok: dangerous-name-in-pieces
const mixed = 'ev' + name + 'al';
