const https = require('https');

// ruleid: javascript-certificate-check-off
const agent = new https.Agent({ keepAlive: true, rejectUnauthorized: false });

function lab() {
  // ruleid: javascript-certificate-check-off
  process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
}

function link(host) {
  // ruleid: javascript-certificate-check-off
  return tls.connect({ host, checkServerIdentity: () => undefined });
}

function other(o, s) {
  // ruleid: javascript-certificate-check-off
  o.rejectUnauthorized = !s.lab;
}

// ok: javascript-certificate-check-off
const good = new https.Agent({ rejectUnauthorized: true });
// ok: javascript-certificate-check-off
const pinned = tls.connect({ host, checkServerIdentity: (h, c) => compare(h, c) });
// ok: javascript-certificate-check-off
process.env.NODE_EXTRA_CA_CERTS = '/etc/unit/ca.pem';
