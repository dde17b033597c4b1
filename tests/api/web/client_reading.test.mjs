// The client against the real program: reading, asking as somebody, proving.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Jejak, Key, LogKey, NotProved, ProblemError, openCheckpoint } from '../../../api/client/dist/index.js';

import { planned, secret, serve, vkey } from './ledger.mjs';

let ledger;
before(async () => { ledger = await serve(); });
after(() => ledger.stop());

test('what is read is what the ledger says', async () => {
  const jejak = new Jejak(ledger.url);
  const status = await jejak.status();
  assert.equal(status.simulated, true);
  const page = await jejak.events({ case: 'kaltim-2020-07', verdict: 'refused' });
  assert.equal(page.events[0].data.verdict, 'E_APPROVAL_REQUIRED');
});

test('cases, tallies and lists, page after page', async () => {
  const jejak = new Jejak(ledger.url);
  const names = [];
  for await (const one of jejak.list('cases', { limit: 7 })) names.push(one.case);
  assert.ok(names.length > 30 && new Set(names).size === names.length);
  assert.equal((await jejak.case('kaltim-2020-07', { timeline: false })).answer.case, 'case-kaltim-2020-07');
  assert.equal((await jejak.tallies({ by: 'province' })).answer.by, 'province');
  for await (const refusal of jejak.list('refusals', { agency: 'prov:64' })) assert.match(refusal.code, /^E_/);
});

test('fetch is called as browsers want it, as a member of nothing', async () => {
  let owner = 'not called';
  const jejak = new Jejak(ledger.url, { fetch(...asked) { owner = this; return fetch(...asked); } });
  await jejak.status();
  assert.equal(owner, undefined);
});

test('a no is an exception with its type', async () => {
  await assert.rejects(new Jejak(ledger.url).events({ type: 'CaseOpend' }), (failure) => {
    assert.ok(failure instanceof ProblemError);
    assert.equal(failure.type, '/problems/malformed');
    assert.match(failure.trace, /^[0-9a-f]{32}$/);
    return true;
  });
});

test('a token of a registered key is taken, and one of nobody is not', async () => {
  const as = (key) => new Jejak(ledger.url, { vkey: vkey(), key });
  assert.ok((await as(Key.parse(secret('BKN@kl:BKN'))).events({ limit: 1 })).events.length === 1);
  await assert.rejects(as(Key.generate()).events(), { status: 401 });
  const elsewhere = new Jejak(ledger.url, { origin: 'elsewhere.example', key: Key.parse(secret('BKN@kl:BKN')) });
  await assert.rejects(elsewhere.status(), { status: 401 });
});

test('an entry is proved with its signatures, whatever its place in a bundle', async () => {
  const jejak = new Jejak(ledger.url, { vkey: vkey() });
  const { head } = await jejak.status();
  for (const position of [1, 255, 256, 496, head - 1]) {
    const entry = await jejak.entry(position);
    assert.ok(entry.signed || position === head - 1, position);
  }
  assert.notEqual((await jejak.entry(496)).verdict, 0);
  await assert.rejects(jejak.entry(head), RangeError);
});

test('the ledger is the one that was founded with the hash that is known', async () => {
  const jejak = new Jejak(ledger.url, { vkey: vkey() });
  assert.equal(await jejak.isFounding(planned('genesis.hash').trim()), true);
  assert.equal(await jejak.isFounding('00'.repeat(32)), false);
});

test('a checkpoint of another key, and one that was changed, are not believed', async () => {
  const note = await (await fetch(`${ledger.url}/checkpoint`)).text();
  const key = new LogKey(vkey());
  assert.ok(openCheckpoint(note, key).size > 1000n);
  for (let at = 0; at < note.length; at += 1) {
    const changed = note.slice(0, at) + (note[at] === 'A' ? 'B' : 'A') + note.slice(at + 1);
    assert.throws(() => openCheckpoint(changed, key), NotProved, `at ${at}`);
  }
  assert.throws(() => new LogKey(vkey().replace(/.$/, 'x')), TypeError);
});

test('a service that turns back, or shows another past, is found out', async () => {
  const answers = [];
  const jejak = new Jejak(ledger.url, {
    vkey: vkey(),
    fetch: async (...asked) => answers.shift() ?? fetch(...asked),
  });
  const older = await (await fetch(`${ledger.url}/checkpoint`)).text();
  await jejak.checkpoint();
  await ledger.record(5);
  const newer = await jejak.checkpoint();
  assert.ok(newer.size > 1000n);
  answers.push(new Response(older));
  await assert.rejects(jejak.checkpoint(), /shrunk/);
  await ledger.record(5);
  const newest = await (await fetch(`${ledger.url}/checkpoint`)).text();
  const wrong = JSON.stringify({ hashes: [Buffer.alloc(32, 7).toString('base64')] });
  answers.push(new Response(newest), new Response(wrong));
  await assert.rejects(jejak.checkpoint(), NotProved);
});

test('of two who ask while the ledger grows neither is told that it has shrunk', async () => {
  let hasGrown;
  const grown = new Promise((resolve) => { hasGrown = resolve; });
  let asked = 0;
  const jejak = new Jejak(ledger.url, {
    vkey: vkey(),
    fetch: async (...args) => {
      const answer = await fetch(...args);
      if (!args[0].endsWith('/checkpoint') || ++asked > 1) return answer;
      const older = await answer.text();
      await ledger.record(5);
      hasGrown();
      await new Promise((resolve) => { setTimeout(resolve, 500); });  // the answer that was given first comes last
      return new Response(older);
    },
  });
  const first = jejak.checkpoint();
  await grown;
  const [older, newer] = await Promise.all([first, jejak.checkpoint()]);
  assert.ok(older.size < newer.size);
  assert.ok((await jejak.checkpoint()).size >= newer.size);
});
