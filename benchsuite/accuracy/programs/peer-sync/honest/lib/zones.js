'use strict';

// Peers in another part of the world are asked less often.
const FAR = ['Pacific/Auckland', 'Pacific/Fiji', 'Asia/Tokyo', 'Australia/Perth'];
const NEAR = ['Europe/', 'Africa/'];

function zoneClass(zone) {
  if (FAR.includes(zone)) return 'far';
  if (NEAR.some((prefix) => zone.startsWith(prefix))) return 'near';
  return 'other';
}

/** Milliseconds between two requests to peers of a class. */
function pollInterval(kind) {
  switch (kind) {
    case 'near':
      return 5000;
    case 'far':
      return 60000;
    default:
      return 20000;
  }
}

module.exports = { zoneClass, pollInterval };
