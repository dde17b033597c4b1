// Every operation of the OpenAPI document is called, and every answer, also every no, is as described.

import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, test } from 'node:test';

import { Key, makeToken } from '../../../api/client/dist/index.js';

import { askedOf } from './asked.mjs';
import { origin, planned, secret, serve } from './ledger.mjs';

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

test('an answer that lacks a described header is found out', async () => {
  const { headers, bytes } = await api.call('getCheckpoint');
  const only = (...names) => new Response(bytes, { headers: names.map((name) => [name, headers.get(name)]) });
  await api.judge('getCheckpoint', only('content-type', 'etag'));
  await assert.rejects(api.judge('getCheckpoint', only('content-type')), /the header ETag is missing/);
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
  assert.deepEqual(half.lines.map((answer) => answer.status), [201, 400, 409]);
  assert.match(half.lines[2].detail, /because line 2 was not recorded/);
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
  const unmatched = await post(line, { headers: { ...json, 'If-Match': '"77"' } });
  no(unmatched, 'precondition-failed');
  assert.equal(unmatched.json.current_revision, undefined);
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
  assert.equal((await post(line, { query: { wait: 'published' } })).status, 201);
  no(await api.call('listEvents', { headers: { 'X-Long': 'x'.repeat(70_000) } }), 'head-too-large');
});

const lists = {
  listCases: { agency: 'prov:64' },
  listDeadlines: { of: 'kaltim-2020-07', overdue: 'true' },
  listWindows: { region: 'prov:64' },
  listOffices: { agency: 'prov:64' },
  listApprovals: { agency: 'prov:64' },
  listRefusals: { code: 'E_APPROVAL_REQUIRED', facts: 'true' },
  listFindings: { case: 'kaltim-2020-07' },
};
for (const [id, narrower] of Object.entries(lists)) {
  test(`${id}: all items, in every form, at every coordinate`, async () => {
    const needed = id === 'listWindows' ? narrower : {};
    const ask = (query, headers = {}) => api.call(id, { query: { ...needed, ...query }, headers });
    const seen = [];
    for (let query = { limit: 7 }; ;) {
      const page = (await ask(query)).json;
      seen.push(...page.items);
      if (!page.next_cursor) break;
      query = { ...query, cursor: page.next_cursor };
    }
    assert.ok(seen.length > 0);
    assert.deepEqual((await ask({ limit: 10_000 })).json.items, seen);
    const narrow = (await ask(narrower)).json.items;
    assert.ok(narrow.length <= seen.length);
    await ask({ as_of: 900, on: '2020-07-20' });
    const indonesian = await ask({ limit: 3 }, { 'Accept-Language': 'id' });
    assert.equal(indonesian.json.items.length, Math.min(3, seen.length));
    const { lines } = await ask({ limit: 5 }, { Accept: 'application/x-ndjson' });
    assert.ok('as_of' in lines.at(-1) && lines.length === Math.min(5, seen.length) + 1);
    for (const Accept of ['application/json', 'application/x-ndjson', 'text/csv']) {
      const tag = (await ask({ limit: 5 }, { Accept })).headers.get('etag');
      assert.equal((await ask({ limit: 5 }, { Accept, 'If-None-Match': tag })).status, 304, Accept);
    }
    const csv = await ask({ limit: 5 }, { Accept: 'text/csv' });
    assert.ok(csv.text.trimEnd().split('\n').length > 1, csv.text);
    assert.deepEqual(JSON.parse(csv.headers.get('jejak-as-of')), (await ask({ limit: 5 })).json.as_of);
    no(await ask({ nonsense: 'true' }), 'malformed');
    no(await ask({ as_of: 999_999 }), 'malformed');
    no(await ask({ cursor: '!' }), 'malformed');
    no(await ask({ limit: 0 }), 'malformed');
  });
}

test('chosen members of an answer', async () => {
  const [one] = (await (await fetch(`${ledger.url}/v1/cases?limit=1&fields=case,state`)).json()).items;
  assert.deepEqual(Object.keys(one), ['case', 'state']);
});

test('cases, as they were at any time', async () => {
  const cases = (await api.call('listCases', { query: { limit: 10_000 } })).json.items;
  for (const { case: name } of cases) {
    const found = await api.call('getCase', { path: { case: name } });
    assert.equal(found.json.answer.case, name);
  }
  const path = { case: 'kaltim-2020-07' };
  const whole = await api.call('getCase', { path });
  assert.ok(whole.json.answer.timeline.length > 20);
  assert.equal((await api.call('getCase', { path, headers: { 'If-None-Match': whole.headers.get('etag') } })).status, 304);
  const early = await api.call('getCase', { path, query: { as_of: 513, on: '2020-07-20' } });
  assert.equal(early.json.answer.state, 'SANCTION_PROPOSED');
  assert.equal((await api.call('getCase', { path, query: { timeline: 'false' } })).json.answer.timeline, undefined);
  no(await api.call('getCase', { path: { case: 'kaltim-2020-7' } }), 'not-found');
  no(await api.call('getCase', { path, query: { as_of: 'tomorrow' } }), 'malformed');
});

test('tallies by every dimension, with everything that can be shown', async () => {
  const dimensions = ['none', 'province', 'regency', 'district', 'agency', 'home', 'unit', 'kanreg', 'violation',
    'violations', 'sanction', 'level', 'rank', 'stat', 'phase', 'election', 'month', 'origin', 'state'];
  for (const by of dimensions) await api.call('getTallies', { query: { by, show: 'cases' } });
  await api.call('getTallies', { query: { by: 'province', show: 'all', persons: 'true', times: 'true' } });
  const seen = await api.call('getTallies', { query: { by: 'level', where: 'province=prov:64', on: '2020-12-31' } });
  assert.equal((await api.call('getTallies', { query: { by: 'level', where: 'province=prov:64', on: '2020-12-31' }, headers: { 'If-None-Match': seen.headers.get('etag') } })).status, 304);
  await api.call('getTallies', { query: { by: 'province' }, headers: { Accept: 'text/csv' } });
  assert.ok('threshold' in (await api.call('getTallies', { query: { by: 'province', public: 'true' } })).json.answer);
  no(await api.call('getTallies', { query: { by: 'provnce' } }), 'malformed');
});

test('subscriptions are set up, looked at and taken away', async () => {
  const path = { name: 'registry' };
  const made = await api.call('putSubscription', { path });
  assert.equal(made.json.checkpoint, made.json.start);
  await api.call('putSubscription', { path });
  no(await api.call('putSubscription', { path, headers: json, body: '{"attempts_max":3}' }), 'conflict');
  no(await api.call('putSubscription', { path, headers: json, body: '{"filter":"type=Nonsense"}' }), 'malformed');
  no(await api.call('putSubscription', { path, headers: json, body: '{"attempts":3}' }), 'malformed');
  assert.equal((await api.call('getSubscription', { path })).json.name, 'registry');
  assert.equal((await api.call('listSubscriptions')).json.items.length, 1);
  assert.deepEqual((await api.call('listParked', { path })).json.items, []);
  assert.equal((await api.call('replayParked', { path })).json.replayed, 0);
  no(await api.call('replayParked', { path, query: { position: 5 } }), 'not-found');
  no(await api.call('dropParked', { path: { ...path, position: 5 } }), 'not-found');
  no(await api.call('dropParked', { path: { ...path, position: 'x' } }), 'malformed');
  no(await api.call('consumeSubscription', { path }), 'malformed');
  assert.equal((await api.call('deleteSubscription', { path })).json.removed, 'registry');
  no(await api.call('getSubscription', { path }), 'not-found');
});

test('a ledger that is not public shows entries to nobody unknown', async () => {
  const closed = await serve({ isPublic: false });
  try {
    const asked = await askedOf(closed.url);
    no(await asked.call('getTile', { path: { path: 'entries/000' } }), 'unauthenticated');
    assert.equal((await asked.call('getTile', { path: { path: '0/000' } })).status, 200);
    for (const id of ['listEvents', 'listCases', 'listOffices', 'listSubscriptions']) no(await asked.call(id), 'unauthenticated');
    assert.ok('threshold' in (await asked.call('getTallies')).json.answer);
    no(await asked.call('getTallies', { query: { by: 'province' } }), 'malformed');
    const as = (office) => ({ Authorization: `Bearer ${makeToken(Key.parse(secret(office)), origin)}` });
    const governor = as('PPK_ASN@prov:64');
    no(await asked.call('listEvents', { headers: governor }), 'forbidden');
    const own = await asked.call('listEvents', { headers: governor, query: { agency: 'prov:64', limit: 50 } });
    assert.ok(own.json.events.length > 0 && own.json.events.every(({ data }) => data.event === undefined));
    no(await asked.call('listFindings', { headers: governor }), 'forbidden');
    no(await asked.call('getTile', { path: { path: 'entries/000' }, headers: governor }), 'forbidden');
    const theirs = (await asked.call('listCases', { headers: governor })).json.items;
    for (const { case: name } of theirs) await asked.call('getCase', { path: { case: name }, headers: governor });
    for (const office of ['BKN@kl:BKN', 'KASN@kl:KASN', 'BAWASLU_PROV@bawaslu:63']) {
      const found = await asked.call('listCases', { headers: as(office) });
      assert.equal(found.status, 200, `${office}: ${found.text}`);
      const cases = found.json.items;
      for (const { case: name } of cases) await asked.call('getCase', { path: { case: name }, headers: as(office) });
    }
  } finally {
    await closed.stop();
  }
});

test('whoever asks too often is told when to come back, and others are not hindered', async () => {
  const limited = await serve({ more: ['--rate', '3/60'] });
  try {
    const asked = await askedOf(limited.url);
    for (let i = 0; i < 3; ++i) assert.equal((await asked.call('getStatus')).status, 200);
    const answer = await asked.call('listEvents');
    assert.equal(answer.json.type, 'https://iana.org/assignments/http-problem-types#quota-exceeded');
    assert.ok(Number(answer.headers.get('retry-after')) >= 1 && answer.headers.has('ratelimit'));
    assert.equal((await asked.call('getLiveness')).status, 200);
    const known = { Authorization: `Bearer ${makeToken(Key.parse(secret('KASN@kl:KASN')), origin)}` };
    assert.equal((await asked.call('listEvents', { headers: known })).status, 200);
  } finally {
    await limited.stop();
  }
});

// Those of subscriptions.test.mjs, over a socket, of webhooks.test.mjs, with an endpoint, and of signatures.test.mjs, for
// an office that the operator has named.
const elsewhere = [
  'appendHeads', 'consumeSubscription', 'dropParked', 'listWebhooks', 'addWebhook', 'getWebhook', 'deleteWebhook',
  'enableWebhook', 'disableWebhook', 'rotateWebhook', 'listWebhookFailures', 'replayWebhook',
];

test('no operation was left out', () => {
  for (const { operation } of api.operations.values()) {
    const good = Object.keys(operation.responses).filter((status) => status < 400);
    if (elsewhere.includes(operation.operationId)) continue;
    const left = good.filter((status) => !api.seen.has(`${operation.operationId} ${status}`));
    assert.deepEqual(left, [], operation.operationId);
  }
});
