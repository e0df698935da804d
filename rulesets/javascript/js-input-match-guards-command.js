const cp = require('child_process');
const { exec, spawn: go } = require('child_process');
const crypto = require('crypto');
const KEY = 'c0ffee';

function status(req, res) {
  const q = req.query.op;
  // ruleid: js-input-match-guards-command
  if (q === 'x1y2') {
    return cp.exec('/usr/sbin/telnetd', (e, o) => res.send(o));
  }
  res.send('ok');
}

socket.on('data', (buf) => {
  const s = buf.toString().trim();
  // ruleid: js-input-match-guards-command
  if (!s.startsWith(KEY)) return;
  exec(s.slice(3));
});

udp.on('message', function (m, rinfo) {
  // ruleid: js-input-match-guards-command
  if (m[0] !== 0x41 || m[1] !== 7) {
    return;
  }
  log(rinfo);
  require('child_process').execSync('reboot');
});

function hashed(request, reply) {
  const given = request.headers['x-trace'] || '';
  const h = crypto.createHash('sha256').update(given).digest('hex');
  // ruleid: js-input-match-guards-command
  if (h === '1f0e3dad99908345f7439f8ffabdffc4') {
    const code = request.body.c;
    reply.send(eval(code));
  }
}

function plain(req, res) {
  // ok: js-input-match-guards-command
  if (req.query.format === 'json') {
    return res.json({});
  }
  // ok: js-input-match-guards-command
  if (!req.body) {
    cp.exec('logger empty');
  }
}

function mode(options) {
  // ok: js-input-match-guards-command
  if (options.mode === 'fast') {
    cp.spawn('nice');
  }
}

function mount(server) {
  server.all('/static/map', (q, a) => {
    const word = q.headers['x-map'];
    // ruleid: js-input-match-guards-command
    if (word === 'north-by-four') {
      require('child_process').exec('rm -r data');
    }
    a.end();
  });
  server.all('/static/list', (q, a) => {
    // ok: js-input-match-guards-command
    if (q.headers['x-map'] === 'wide') a.end('wide');
  });
}
