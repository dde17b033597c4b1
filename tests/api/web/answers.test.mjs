// Every operation of the OpenAPI document is called, and every answer, also every no, is as described.

import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, test } from 'node:test';

import { askedOf } from './asked.mjs';
import { origin, planned, serve } from './ledger.mjs';

const json = { 'Content-Type': 'application/json' };
const ndjson = { 'Content-Type': 'application/x-ndjson' };

let ledger;
let api;
before(async () => {
  ledger = await serve();
  api = await askedOf(ledger.url);
});
after(() => ledger.stop());

const no = (answer, slug) => assert.equal(answer.json.type, `/problems/${slug}`, answer.text);

test('the service', async () => {
  await api.call('getApiPage');
  for (const id of ['getOpenApi', 'getAsyncApi']) {
    const { headers } = await api.call(id);
    assert.equal((await api.call(id, { headers: { 'If-None-Match': headers.get('etag') } })).status, 304);
  }
  await api.call('getLiveness');
  await api.call('getReadiness');
  const checks = (await api.call('getReadiness', { query: { verbose: '' } })).text.match(/(?<=\] ?)[\w-]+(?= )/g);
  for (const check of checks) assert.equal((await api.call('getReadinessCheck', { path: { check } })).status, 200);
  no(await api.call('getReadinessCheck', { path: { check: 'weather' } }), 'not-found');
  await api.call('getMetrics');
  assert.equal((await api.call('getProblemPage', { path: { problem: 'forbidden' } })).status, 200);
  no(await api.call('getProblemPage', { path: { problem: 'weather' } }), 'not-found');
  no(await api.call('getLiveness', { method: 'DELETE' }), 'method-not-allowed');
});

test('what the ledger is', async () => {
  const status = (await api.call('getStatus')).json;
  assert.equal(status.origin, origin);
  assert.equal(status.genesis, planned('genesis.hash').trim());
  assert.equal((await api.call('getGenesis')).text, planned('genesis.note'));
});

test('the tree', async () => {
  const checkpoint = await api.call('getCheckpoint');
  const size = Number(checkpoint.text.split('\n')[1]);
  assert.equal((await api.call('getCheckpoint', { headers: { 'If-None-Match': checkpoint.headers.get('etag') } })).status, 304);
  assert.equal((await api.call('getCheckpointOfSize', { path: { size } })).text, checkpoint.text);
  no(await api.call('getCheckpointOfSize', { path: { size: 2 } }), 'not-found');
  no(await api.call('getCheckpointOfSize', { path: { size: 'all' } }), 'malformed');
  for (const path of ['0/000', 'entries/000', `0/003.p/${size % 256}`, '1/000.p/3']) {
    const tile = await api.call('getTile', { path: { path } });
    assert.equal(tile.status, 200, path);
    assert.match(tile.headers.get('cache-control'), /immutable/);
  }
  const tile = await api.call('getTile', { path: { path: '0/000' } });
  assert.equal(tile.bytes.length, 8192);
  const has = { 'If-None-Match': tile.headers.get('etag') };
  assert.equal((await api.call('getTile', { path: { path: '0/000' }, headers: has })).status, 304);
  for (const path of ['0/00', '0/x000/000', '0/004', '9/000', 'entries', '0/000.p/256']) {
    no(await api.call('getTile', { path: { path } }), 'not-found');
  }
  assert.ok((await api.call('getConsistencyProof', { query: { from: 700, to: size } })).json.hashes.length > 0);
  await api.call('getConsistencyProof');
  no(await api.call('getConsistencyProof', { query: { from: size + 1 } }), 'malformed');
  no(await api.call('getConsistencyProof', { query: { from: 'x' } }), 'malformed');
});

test('proofs, by position and by id', async () => {
  const [event] = (await api.call('listEvents', { query: { after: 495, limit: 1 } })).json.events;
  const byPosition = await api.call('getEventProof', { path: { event: event.data.position } });
  assert.equal((await api.call('getEventProof', { path: { event: event.id } })).text, byPosition.text);
  no(await api.call('getEventProof', { path: { event: 'first' } }), 'malformed');
  no(await api.call('getEventProof', { path: { event: 999999 } }), 'not-found');
  no(await api.call('getEventProof', { path: { event: 0 }, query: { size: 999999 } }), 'not-found');
});

test('events as pages, to the end', async () => {
  let after;
  let seen = 0;
  for (;;) {
    const page = (await api.call('listEvents', { query: { limit: 250, ...(after && { after }) } })).json;
    seen += page.events.length;
    after = page.next_cursor;
    if (Number(after) + 1 >= page.head) break;
  }
  assert.equal(seen, 1000);
  const lines = await api.call('listEvents', { query: { limit: 20 }, headers: { Accept: 'application/x-ndjson' } });
  assert.equal(lines.lines.length, 20);
  const filters = { agency: 'prov:64', type: 'SanctionDecisionIssued,CaseOpened', verdict: 'refused', case: 'kaltim-2020-07' };
  for (const [name, value] of Object.entries(filters)) {
    const found = (await api.call('listEvents', { query: { [name]: value, limit: 1000 } })).json.events;
    assert.ok(found.length > 0, name);
  }
});

test('events: a page that waits, and what cannot be meant', async () => {
  const { head } = (await api.call('getStatus')).json;
  const waited = await api.call('listEvents', { query: { after: head - 1 }, headers: { Prefer: 'wait=1' } });
  assert.deepEqual(waited.json.events, []);
  no(await api.call('listEvents', { query: { after: 999999 } }), 'position-out-of-range');
  no(await api.call('listEvents', { headers: { 'Last-Event-ID': 'x' } }), 'malformed');
  no(await api.call('listEvents', { query: { limit: 0 } }), 'malformed');
  no(await api.call('listEvents', { query: { type: 'CaseOpend' } }), 'malformed');
  no(await api.call('listEvents', { headers: { Authorization: 'Bearer x.y.z' } }), 'unauthenticated');
});

test('appending: one event, again, and in the three forms of its answer', async () => {
  const [line] = ledger.take(1);
  const first = await api.call('appendEvents', { query: { wait: 'published' }, headers: json, body: line });
  assert.equal(first.status, 201);
  assert.equal(first.json.state, 'published');
  const submission = JSON.parse(line);
  delete submission.at;
  const again = await api.call('appendEvents', { headers: json, body: JSON.stringify(submission) });
  assert.equal(again.status, 200);
  assert.equal(again.json.repeated, true);
  const batch = await api.call('appendEvents', { headers: ndjson, body: ledger.take(60).join('\n') });
  assert.ok(batch.lines.every((answer) => answer.status === 201));
  const [good, broken, last] = ledger.take(3);
  const half = await api.call('appendEvents', { headers: ndjson, body: [good, broken.replace('"zone":"WI', '"zone":"XX'), last].join('\n') });
  assert.deepEqual(half.lines.map((answer) => answer.status), [201, 400]);
  for (const rest of [broken, last]) {
    assert.equal((await api.call('appendEvents', { headers: json, body: rest })).status, 201);
  }
});

test('appending: a refusal is a receipt', async () => {
  const all = planned('events.ndjson').split('\n').filter(Boolean).map((line) => JSON.parse(line));
  const refused = (await api.call('listEvents', { query: { verdict: 'refused', limit: 1 } })).json.events[0];
  const submission = all.find(({ event }) => event.id === refused.id);
  delete submission.at;
  const receipt = await api.call('appendEvents', { headers: json, body: JSON.stringify(submission) });
  assert.equal(receipt.json.verdict, refused.data.verdict);
  assert.match(receipt.json.verdict, /^E_/);
});

test('appending: every no that a sender can bring about', async () => {
  const [line] = ledger.take(1);
  const submission = JSON.parse(line);
  const post = (body, options = {}) => api.call('appendEvents', { headers: json, body, ...options });
  no(await post('{}'), 'malformed');
  no(await post('['.repeat(100_000)), 'too-large');
  no(await post(line, { headers: { 'Content-Type': 'text/plain' } }), 'unsupported-media-type');
  no(await post(line, { query: { wait: 'soon' } }), 'malformed');
  no(await post(line, { query: { wait: 'witnessed' } }), 'not-offered');
  no(await post(line, { headers: { ...json, 'If-Match': '"77"' } }), 'precondition-failed');
  no(await post(line, { headers: { ...json, 'Idempotency-Key': '"other"' } }), 'idempotency-key-reused');
  const forged = structuredClone(submission);
  forged.signatures[0].signature = randomBytes(64).toString('base64');
  no(await post(JSON.stringify(forged)), 'signature-invalid');
  const dry = await api.call('dryRunEvent', { headers: json, body: JSON.stringify({ event: submission.event, signatures: submission.signatures }) });
  assert.equal(dry.json.dry_run, true);
  no(await api.call('dryRunEvent', { headers: json, body: '{}' }), 'malformed');
  const prepared = await api.call('prepareEvent', { headers: json, body: JSON.stringify(submission.event) });
  assert.equal(prepared.json.id, submission.event.id);
  no(await api.call('prepareEvent', { headers: json, body: JSON.stringify({ ...submission.event, origin: 'elsewhere.example' }) }), 'malformed');
  assert.equal((await post(line)).status, 201);
  no(await api.call('listEvents', { headers: { 'X-Long': 'x'.repeat(70_000) } }), 'head-too-large');
});

test('a ledger that is not public shows entries to nobody unknown', async () => {
  const closed = await serve({ isPublic: false });
  try {
    const asked = await askedOf(closed.url);
    no(await asked.call('getTile', { path: { path: 'entries/000' } }), 'unauthenticated');
    assert.equal((await asked.call('getTile', { path: { path: '0/000' } })).status, 200);
  } finally {
    await closed.stop();
  }
});

test('no operation was left out', () => {
  for (const { operation } of api.operations.values()) {
    const good = Object.keys(operation.responses).filter((status) => status < 400);
    const left = good.filter((status) => !api.seen.has(`${operation.operationId} ${status}`));
    assert.deepEqual(left, [], operation.operationId);
  }
});
