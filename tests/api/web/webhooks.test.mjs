// Webhooks at an endpoint of our own: the headers and signatures of Standard Webhooks, checked with Node's own Ed25519,
// and every answer of the routes as the document says.

import assert from 'node:assert/strict';
import { createPublicKey, verify } from 'node:crypto';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';

import { CloudEvent } from 'cloudevents';

import { Key, makeToken } from '../../../api/client/dist/index.js';

import { askedOf } from './asked.mjs';
import { Described } from './described.mjs';
import { origin, secret, serve } from './ledger.mjs';

let ledger;
let api;
let stranger;
let described;
let endpoint;
const come = [];
const waiting = [];
before(async () => {
  ledger = await serve({ more: ['--webhook-http', '--webhook-network', '127.0.0.0/8'] });
  const asked = await askedOf(ledger.url);
  const Authorization = `Bearer ${makeToken(Key.parse(secret('KASN@kl:KASN')), origin)}`;
  api = { call: (id, more = {}) => asked.call(id, { ...more, headers: { Authorization, ...more.headers } }) };
  stranger = asked;
  described = await Described.by(ledger.url);
  endpoint = createServer((request, response) => {
    let body = '';
    request.on('data', (bytes) => { body += bytes; });
    request.on('end', () => {
      response.writeHead(204).end();
      const message = { path: request.url, headers: request.headers, body };
      const taker = waiting.shift();
      if (taker) taker(message);
      else come.push(message);
    });
  });
  await new Promise((resolve) => endpoint.listen(0, '127.0.0.1', resolve));
});
after(async () => {
  endpoint.close();
  await ledger.stop();
});

const next = async () => come.shift() ?? new Promise((resolve) => waiting.push(resolve));
const terms = (body) => ({ headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
const url = () => `http://127.0.0.1:${endpoint.address().port}/hook`;

// RFC 8410: an Ed25519 public key as SubjectPublicKeyInfo.
const keyOf = (whpk) => createPublicKey({
  key: Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), Buffer.from(whpk.slice(5), 'base64')]),
  format: 'der', type: 'spki',
});

test('what is sent is thin, a CloudEvent, and signed for its receiver', { timeout: 30_000 }, async () => {
  const { json: webhook } = await api.call('addWebhook', terms({ url: url(), filter: 'type=CaseOpened', start: 0 }));
  const key = keyOf(webhook.key);
  for (let i = 0; i < 5; ++i) {
    const { headers, body } = await next();
    const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
    const signatures = headers['webhook-signature'].split(' ').filter((one) => one.startsWith('v1a,'));
    assert.ok(signatures.some((one) => verify(null, Buffer.from(signed), key, Buffer.from(one.slice(4), 'base64'))));
    assert.ok(Math.abs(Date.now() / 1000 - Number(headers['webhook-timestamp'])) < 300);
    assert.equal(described.wrong('notified', JSON.parse(body)), null, body);
    const event = new CloudEvent(JSON.parse(body));
    assert.ok(event.validate());
    assert.equal(event.data.event, undefined);
  }
  const path = { webhook: webhook.id };
  assert.equal((await api.call('getWebhook', { path })).json.url, url());
  assert.equal((await api.call('listWebhooks')).json.items.length, 1);
  assert.equal((await api.call('disableWebhook', { path })).json.enabled, false);
  assert.equal((await api.call('enableWebhook', { path })).json.enabled, true);
  assert.notEqual((await api.call('rotateWebhook', { path })).json.key, webhook.key);
  assert.deepEqual((await api.call('listWebhookFailures', { path })).json.items, []);
  assert.equal((await api.call('replayWebhook', { path })).json.replayed, 0);
  assert.equal((await api.call('deleteWebhook', { path })).json.removed, webhook.id);
  assert.equal((await api.call('getWebhook', { path })).status, 404);
});

test('without a filter the entries of the ledger itself are told too, as the document says', { timeout: 30_000 }, async () => {
  const { json: webhook } = await api.call('addWebhook', terms({ url: `${url()}/all`, start: 0 }));
  const bodies = [];
  while (bodies.length < 20 || !bodies.some(({ data }) => data.kind)) {
    const { path, body } = await next();
    if (path.endsWith('/all')) bodies.push(JSON.parse(body));
  }
  for (const body of bodies) assert.equal(described.wrong('notified', body), null, JSON.stringify(body));
  const genesis = bodies.find(({ data }) => data.kind === 'genesis');
  assert.equal(genesis.id, 'entry-0');
  assert.ok(described.wrong('notified', { ...genesis, data: { ...genesis.data, event: {} } }));
  await api.call('deleteWebhook', { path: { webhook: webhook.id } });
});

test('a webhook belongs to an office', async () => {
  assert.equal((await stranger.call('addWebhook', terms({ url: url() }))).status, 401);
});

test('addresses inside, and bodies that are none, are refused', async () => {
  assert.equal((await api.call('addWebhook', terms({ url: 'https://10.0.0.1/' }))).status, 403);
  assert.equal((await api.call('addWebhook', terms({ url: 'ftp://example.com/' }))).status, 400);
  assert.equal((await api.call('addWebhook', terms({ uri: url() }))).status, 400);
});
