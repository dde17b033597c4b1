// The client against the real program: every event once and in order, whatever happens to the connection.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Jejak } from '../../../api/client/dist/index.js';

import { chance, cuttingProxy } from './cutting_proxy.mjs';
import { serve } from './ledger.mjs';

let ledger;
before(async () => { ledger = await serve(); });
after(() => ledger.stop());

async function positionsFrom(after) {
  const jejak = new Jejak(ledger.url);
  const out = [];
  for (let cursor = after; ;) {
    const page = await jejak.events({ limit: 1000, after: cursor });
    out.push(...page.events.map((event) => event.data.position));
    cursor = Number(page.next_cursor);
    if (cursor + 1 >= page.head) return out;
  }
}

test('cut at random bytes again and again, nothing is missed and nothing comes twice', { timeout: 120_000 }, async () => {
  const seed = Number(process.env.JEJAK_SEED ?? Date.now() % 1_000_000);
  const random = chance(seed);
  const proxy = await cuttingProxy(ledger.url, () => Math.floor(random() ** 3 * 120_000));
  try {
    const jejak = new Jejak(proxy.url);
    const seen = [];
    const writing = (async () => { for (let i = 0; i < 20; ++i) await ledger.record(5); })();
    const stop = new AbortController();
    let last = Infinity;
    writing.then(async () => { last = (await positionsFrom(0)).at(-1); });
    for await (const event of jejak.follow({ after: 0, waitMax: 5, signal: stop.signal })) {
      seen.push(event.data.position);
      if (event.data.position >= last) break;
      if (seen.length === 1100) break;
    }
    await writing;
    assert.deepEqual(seen, await positionsFrom(0), `JEJAK_SEED=${seed}`);
    assert.ok(proxy.cuts() > 5, `only ${proxy.cuts()} cuts, JEJAK_SEED=${seed}`);
  } finally {
    await proxy.stop();
  }
});

test('not told where to begin, it begins with the next event, also when the first connection ends before any', async () => {
  let attempts = 0;
  const broken = () => new Response(new ReadableStream({
    start(controller) {
      controller.enqueue(new TextEncoder().encode('retry: 1\nid: 100'));  // no blank line: nothing has come
      controller.error(new TypeError('cut'));
    },
  }));
  const jejak = new Jejak(ledger.url, {
    fetch: async (url, init) => {
      if (!url.includes('/v1/events') || ++attempts > 1) return fetch(url, init);
      await ledger.record(3);  // while nobody listens
      return broken();
    },
  });
  const { published } = await jejak.status();
  const stream = jejak.follow({ waitMax: 5 });
  const seen = [];
  for await (const { data } of stream) {
    seen.push(data.position);
    if (seen.length === 3) break;
  }
  assert.deepEqual(seen, await positionsFrom(published - 1));
  assert.equal(attempts, 2);
});

test('a filter lets its own pass, and the reader is told how far the ledger is', async () => {
  const jejak = new Jejak(ledger.url);
  const expected = (await jejak.events({ type: 'CaseOpened', limit: 1000 })).events.map(({ id }) => id);
  const seen = [];
  for await (const event of jejak.follow({ type: 'CaseOpened', after: 0 })) {
    seen.push(event.id);
    if (seen.length === expected.length) break;
  }
  assert.deepEqual(seen, expected);
});

test('a no that stays a no is thrown', async () => {
  const follow = new Jejak(ledger.url).follow({ after: 999_999 });
  await assert.rejects(follow.next(), { type: '/problems/position-out-of-range' });
});

test('while nobody is there it tries again, later each time, until it is told to stop', async () => {
  const stop = new AbortController();
  const waits = [];
  const jejak = new Jejak(ledger.url, { fetch: async () => { throw new TypeError('nobody there'); } });
  for await (const event of jejak.follow({
    after: 0, waitMax: 40, signal: stop.signal,
    onReconnect: (_, wait) => { waits.push(wait); if (waits.length === 6) stop.abort(); },
  })) assert.fail(event.id);
  assert.equal(waits.length, 6);
  assert.ok(waits.every((wait) => wait <= 40));
});

test('a connection that says nothing is given up and made again', async () => {
  let connections = 0;
  const jejak = new Jejak(ledger.url, {
    fetch: (url, init) => (++connections === 1
      ? Promise.resolve(new Response(new ReadableStream({ start(controller) { init.signal.addEventListener('abort', () => controller.error(init.signal.reason)); } })))
      : fetch(url, init)),
  });
  for await (const event of jejak.follow({ after: 5, silenceMax: 200, waitMax: 5 })) {
    assert.ok(event.data.position > 5);
    break;
  }
  assert.equal(connections, 2);
});

test('a service that is stopped sends its followers away', async () => {
  const short = await serve();
  const gone = [];
  const stop = new AbortController();
  const following = (async () => {
    for await (const event of new Jejak(short.url).follow({
      after: 998, signal: stop.signal, onReconnect: (reason, wait) => { gone.push(wait); stop.abort(); },
    })) assert.ok(event);
  })();
  await new Promise((resolve) => setTimeout(resolve, 200));
  await short.stop();
  await following;
  assert.equal(gone.length, 1);
});
