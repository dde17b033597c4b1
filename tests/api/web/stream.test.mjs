// What the service sends on its own, read by others' programs: a parser of server-sent events, and the CloudEvents SDK.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { CloudEvent, HTTP } from 'cloudevents';
import { createParser } from 'eventsource-parser';

import { Described } from './described.mjs';
import { serve } from './ledger.mjs';

let ledger;
let described;
before(async () => {
  ledger = await serve();
  described = await Described.by(ledger.url);
});
after(() => ledger.stop());

// Reads frames until `enough` of them says so.
async function read(target, headers, enough) {
  const stop = new AbortController();
  const response = await fetch(ledger.url + target, { headers: { Accept: 'text/event-stream', ...headers }, signal: stop.signal });
  assert.equal(response.status, 200);
  assert.equal(response.headers.get('content-type'), 'text/event-stream');
  assert.equal(response.headers.get('cache-control'), 'no-store');
  const seen = { events: [], retry: undefined, comments: 0, text: '' };
  const parser = createParser({
    onEvent: (event) => seen.events.push(event),
    onRetry: (ms) => { seen.retry = ms; },
    onComment: () => { seen.comments += 1; },
    onError: (failure) => { throw failure; },
  });
  const decoder = new TextDecoder();
  for await (const bytes of response.body) {
    const text = decoder.decode(bytes, { stream: true });
    seen.text += text;
    parser.feed(text);
    if (enough(seen)) break;
  }
  stop.abort();
  return seen;
}

test('every frame is read by the parser, and every event by the CloudEvents SDK', async () => {
  const { retry, events, text } = await read('/v1/events?after=0', {}, ({ events: all }) => all.length >= 1000);
  assert.equal(retry, 3000);
  assert.match(text, /^retry: 3000\nid: 0\n\n/);
  let last = 0;
  for (const { id, event, data } of events) {
    if (event === 'position') continue;
    const body = JSON.parse(data);
    assert.equal(described.wrong('recorded', body), null, data);
    const parsed = HTTP.toEvent({ headers: { 'content-type': 'application/cloudevents+json' }, body: data });
    assert.ok(parsed instanceof CloudEvent && parsed.validate());
    assert.equal(parsed.type, event);
    assert.equal(parsed.data.position, Number(id));
    assert.equal(Number(parsed.sequence), Number(id));
    assert.ok(Number(id) > last);
    last = Number(id);
  }
});

test('ids and sources of events are a pair that comes once, and sort as their positions do', async () => {
  const { events } = await read('/v1/events?after=0', {}, ({ events: all }) => all.length >= 500);
  const parsed = events.filter(({ event }) => event !== 'position').map(({ data }) => JSON.parse(data));
  assert.equal(new Set(parsed.map(({ source, id }) => `${source} ${id}`)).size, parsed.length);
  const sequences = parsed.map(({ sequence }) => sequence);
  assert.deepEqual([...sequences].sort(), sequences);
});

test('Last-Event-ID wins over after, and the stream goes on behind it', async () => {
  const { events } = await read('/v1/events?after=3', { 'Last-Event-ID': '700' }, ({ events: all }) => all.length >= 3);
  assert.deepEqual(events.map(({ id }) => Number(id)).slice(0, 3), [701, 702, 703]);
});

test('whoever waits is told of a new event, and of the position', { timeout: 60_000 }, async () => {
  const waiting = read('/v1/events?type=CaseClosed', {}, ({ events }) => events.some(({ event }) => event === 'position'));
  await new Promise((resolve) => setTimeout(resolve, 200));
  await ledger.record(30);
  const { events, comments } = await waiting;
  const position = events.find(({ event }) => event === 'position');
  assert.equal(described.wrong('position', JSON.parse(position.data)), null, position.data);
  assert.ok(comments >= 1);
});
