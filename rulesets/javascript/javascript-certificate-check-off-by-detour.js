const https = require('https');
const tls = require('tls');

const strict = false;
const always = true;

// ruleid: javascript-certificate-check-off-by-detour
const agent = new https.Agent({ keepAlive: true, rejectUnauthorized: strict });

function relaxed(options) {
  // ruleid: javascript-certificate-check-off-by-detour
  options['rejectUnauthorized'] = false;
  return options;
}

function computed(base) {
  // ruleid: javascript-certificate-check-off-by-detour
  return { ...base, ['reject' + 'Unauthorized']: false };
}

function nameless(host) {
  // ruleid: javascript-certificate-check-off-by-detour
  return tls.connect({
    host,
    port: 443,
    checkServerIdentity(name, cert) {
      console.log('seen', name, cert.fingerprint256);
    },
  });
}

function logged(socket, log) {
  // ruleid: javascript-certificate-check-off-by-detour
  if (!socket.authorized) {
    log.warn(socket.authorizationError);
  }
  socket.write('hello\n');
}

function refused(socket, log) {
  // ok: javascript-certificate-check-off-by-detour
  if (!socket.authorized) {
    log.warn(socket.authorizationError);
    socket.destroy();
    return;
  }
  socket.write('hello\n');
}

// ok: javascript-certificate-check-off-by-detour
const careful = new https.Agent({ keepAlive: true, rejectUnauthorized: always });

function pinned(host, print) {
  // ok: javascript-certificate-check-off-by-detour
  return tls.connect({
    host,
    port: 443,
    checkServerIdentity(name, cert) {
      if (cert.fingerprint256 !== print) {
        return new Error('not the pinned certificate');
      }
      return tls.checkServerIdentity(name, cert);
    },
  });
}

function session(request) {
  // ok: javascript-certificate-check-off-by-detour
  if (!request.authorized) {
    console.log('not signed in');
  }
}
