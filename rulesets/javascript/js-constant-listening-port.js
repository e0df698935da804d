const net = require('net');
const dgram = require('dgram');
const PORT = 9931;

// ruleid: js-constant-listening-port
net.createServer((c) => c.end()).listen(31999);

const u = dgram.createSocket('udp4');
// ruleid: js-constant-listening-port
u.bind(0x7a69, '0.0.0.0');

const s = net.createServer((c) => c.end());
// ruleid: js-constant-listening-port
s.listen({ host: '::', port: 6677 });
// ruleid: js-constant-listening-port
s.listen(PORT);

// ok: js-constant-listening-port
s.listen(process.env.PORT);
// ok: js-constant-listening-port
s.listen('/run/app.sock');
// ok: js-constant-listening-port
button.bind('click');
