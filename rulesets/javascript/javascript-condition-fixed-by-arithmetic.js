'use strict';

function genuine(parcel, key) {
  const n = parcel.number;
  // ruleid: javascript-condition-fixed-by-arithmetic
  return (n * n + n) % 2 === 0 || parcel.sealedWith(key);
}

function due(parcel, key) {
  const next = parcel.weight + 1;
  // ruleid: javascript-condition-fixed-by-arithmetic
  if (parcel.weight * next % 2 !== 0) {
    return parcel.sealedWith(key);
  }
  return true;
}

const openAt = (hour) => {
  // ruleid: javascript-condition-fixed-by-arithmetic
  if (hour >= 7 || hour < 7) return true;
  return false;
};

function marked(bits, parcel, key) {
  // ruleid: javascript-condition-fixed-by-arithmetic
  return (bits | 1) !== 0 ? parcel : parcel.sealedWith(key);
}

function even(n, parcel, key) {
  // ok: javascript-condition-fixed-by-arithmetic
  if (n % 2 === 0) return parcel.sealedWith(key);
  // ok: javascript-condition-fixed-by-arithmetic
  return n * (n + 1) / 2 % 2 === 0;
}

function known(x) {
  // ok: javascript-condition-fixed-by-arithmetic
  return x !== x ? 'none' : x;
}

const busy = (hour, minute) => {
  // ok: javascript-condition-fixed-by-arithmetic
  return hour >= 7 || minute < 7;
};
