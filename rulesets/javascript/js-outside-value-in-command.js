const { exec, spawn } = require('child_process');
const cp = require('child_process');

function ping(req, res) {
  const host = req.query.host;
  // ruleid: js-outside-value-in-command
  exec('ping -c1 ' + host, (e, o) => res.send(o));
}

function build(name) {
  return `tar cf /tmp/${name}.tar /data/${name}`;
}

app.post('/backup', (req, res) => {
  const { name } = req.body;
  // ruleid: js-outside-value-in-command
  cp.execSync(build(name));
});

ws.on('message', (m) => {
  const o = JSON.parse(m);
  // ruleid: js-outside-value-in-command
  spawn('sh', ['-c', o.line]);
});

function fixed(req, res) {
  // ok: js-outside-value-in-command
  exec('uptime', (e, o) => res.send(o));
}

function number(req, res) {
  const n = parseInt(req.query.n, 10);
  // ok: js-outside-value-in-command
  exec('head -n ' + n + ' /var/log/messages');
}

function words(req) {
  // ok: js-outside-value-in-command
  return /a(b+)/.exec(req.query.w);
}
