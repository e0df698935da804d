const list = require('./list');
module.exports = list;

// ruleid: javascript-loop-without-end-at-load
for (let n = 0; n < Infinity; n++) {
  console.log(list.name);
}

// ruleid: javascript-loop-without-end-at-load
while (true) {
  console.log('x');
}

// ruleid: javascript-loop-without-end-at-load
for (;;) {
  list.turn();
}

// ok: javascript-loop-without-end-at-load
while (true) {
  if (list.done()) break;
}

// ok: javascript-loop-without-end-at-load
for (let n = 0; n < list.length; n++) {
  console.log(n);
}

function serve() {
  // ok: javascript-loop-without-end-at-load
  while (true) {
    list.turn();
  }
}

// ok: javascript-loop-without-end-at-load
for (let n = 0; ; n++) {
  await list.wait(n);
}
