// Requests signed by somebody else's HTTP Message Signatures (RFC 9421) are taken, and only as they were signed.

import assert from 'node:assert/strict';
import { createHash, createPrivateKey, randomBytes, sign } from 'node:crypto';
import { after, before, test } from 'node:test';
import { httpbis } from 'http-message-signatures';
import { Key } from '../../../api/client/dist/index.js';

import { askedOf } from './asked.mjs';
import { origin, secret, seedOf, serve } from './ledger.mjs';

const office = 'KASN@kl:KASN';  // the supervisor of that time
const operator = 'BKN@kl:BKN';  // whom the operator has named

let ledger;
let api;
before(async () => {
  ledger = await serve({ isPublic: false, more: ['--whole-scope-office', operator] });
  api = await askedOf(ledger.url);
  // Signatures are dated by the second, and one from before the start is not taken.
  await new Promise((resolve) => setTimeout(resolve, 1100));
});
after(() => ledger.stop());

// A key as OpenSSL has it: the seed behind the prefix of its PKCS #8 form.
function signerOf(name) {
  const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seedOf(name)]);
  const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  return { id: Key.parse(secret(name)).id, alg: 'ed25519', sign: async (data) => sign(null, data, key) };
}

async function signed(target, { method = 'GET', body, key = signerOf(office), fields, values = {} } = {}) {
  const url = new URL(target, ledger.url);
  const headers = { Host: url.host };
  if (body !== undefined) {
    headers['Content-Type'] = 'application/json';
    headers['Content-Digest'] = `sha-256=:${createHash('sha256').update(body).digest('base64')}:`;
  }
  const covered = ['@method', '@authority', '@path', ...(url.search ? ['@query'] : []), ...(body !== undefined ? ['content-digest'] : [])];
  const message = await httpbis.signMessage({
    key, name: 'jejak', fields: fields ?? covered, params: ['created', 'keyid', 'alg', 'nonce', 'tag'],
    paramValues: { nonce: randomBytes(16).toString('hex'), tag: `jejak:${origin}`, created: new Date(), ...values },
  }, { method, url: url.href, headers });
  delete message.headers.Host;
  return { method, url: url.href, headers: message.headers, body };
}

const send = ({ url, ...rest }) => fetch(url, rest);

test('a signed request is asked by the key that signed it', async () => {
  for (const target of ['/v1/cases', '/v1/cases?limit=3&agency=prov%3A64', '/v1/events?agency=prov:64&limit=5']) {
    const request = await signed(target);
    assert.equal((await fetch(ledger.url + target)).status, 401);
    const response = await send(request);
    assert.equal(response.status, 200, `${target}: ${await response.clone().text()}`);
  }
  const judged = await api.judge('listCases', await send(await signed('/v1/cases')));
  assert.ok(judged.json.items.length > 0);
});

test('a body is covered by its digest', async () => {
  const request = await signed('/v1/subscriptions/signed', { method: 'PUT', body: '{"attempts_max":3}' });
  const made = await api.judge('putSubscription', await send(request));
  assert.equal(made.status, 200, made.text);
  assert.equal(made.json.owner, Key.parse(secret(office)).id);
  const other = await signed('/v1/subscriptions/other', { method: 'PUT', body: '{"attempts_max":3}' });
  assert.equal((await send({ ...other, body: '{"attempts_max":4}' })).status, 401);
});

test('sent again, changed, old, for another path or by nobody\'s key, it is not taken', async () => {
  const once = await signed('/v1/cases');
  assert.equal((await send(once)).status, 200);
  const again = await api.judge('listCases', await send(once));
  assert.equal(again.json.type, '/problems/unauthenticated');
  assert.match(again.headers.get('www-authenticate'), /Bearer/);
  const elsewhere = await signed('/v1/cases');
  assert.equal((await send({ ...elsewhere, url: `${ledger.url}/v1/offices` })).status, 401);
  const noQuery = await signed('/v1/cases');
  assert.equal((await send({ ...noQuery, url: `${ledger.url}/v1/cases?limit=1` })).status, 401);
  const old = await signed('/v1/cases', { values: { created: new Date(Date.now() - 400_000) } });
  assert.equal((await send(old)).status, 401);
  const tagless = await signed('/v1/cases', { values: { tag: 'other' } });
  assert.equal((await send(tagless)).status, 401);
  const partial = await signed('/v1/cases', { fields: ['@method', '@path'] });
  assert.equal((await send(partial)).status, 401);
  const stranger = Key.generate();
  const unknown = await signed('/v1/cases', { key: { id: stranger.id, alg: 'ed25519', sign: async (data) => Buffer.from(stranger.sign(data)) } });
  assert.equal((await send(unknown)).status, 401);
});

test('what was signed for another ledger with the same paths is refused, and told what to sign', async () => {
  for (const tag of ['jejak', 'jejak:simulated.jejak.example/other', `jejak:${origin}/2`]) {
    const refused = await api.judge('listCases', await send(await signed('/v1/cases', { values: { tag } })));
    assert.equal(refused.status, 401);
    assert.match(refused.json.detail, new RegExp(`no signature carries tag="jejak:${origin}"`));
  }
});

test('heads are appended for whom the operator has named', async () => {
  const ask = async (key) => api.judge('appendHeads', await send(await signed('/v1/heads?wait=published', { method: 'POST', key })));
  assert.equal((await ask(signerOf(office))).status, 403);
  assert.equal((await api.call('appendHeads')).status, 401);
  const made = await ask(signerOf(operator));
  assert.equal(made.status, 201, made.text);
  assert.equal(made.json.state, 'published');
  assert.ok(made.json.proof.includes(`index ${made.json.position}`));
});
