// A durable subscription over a WebSocket that is not ours: every message is as the AsyncAPI document says, and every
// event comes until it is settled.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { askedOf } from './asked.mjs';
import { Described } from './described.mjs';
import { serve } from './ledger.mjs';

const protocol = 'jejak.subscription.v1';

let ledger;
let api;
let described;
before(async () => {
  ledger = await serve();
  api = await askedOf(ledger.url);
  described = await Described.by(ledger.url);
});
after(() => ledger.stop());

class Consumer {
  #waiting = [];
  #come = [];

  static async of(name) {
    const consumer = new Consumer();
    consumer.socket = new WebSocket(`${ledger.url.replace('http', 'ws')}/v1/subscriptions/${name}/stream`, protocol);
    consumer.closed = new Promise((resolve) => consumer.socket.addEventListener('close', resolve));
    consumer.socket.addEventListener('message', ({ data }) => consumer.#take(JSON.parse(data)));
    await new Promise((resolve, reject) => {
      consumer.socket.addEventListener('open', resolve);
      consumer.socket.addEventListener('error', () => reject(new Error('the socket was not opened')));
    });
    assert.equal(consumer.socket.protocol, protocol);
    assert.ok('joined' in await consumer.next('joined'));
    return consumer;
  }

  #take(message) {
    const waiting = this.#waiting.shift();
    if (waiting) waiting(message);
    else this.#come.push(message);
  }

  async next(kind) {
    const message = this.#come.shift() ?? await new Promise((resolve) => this.#waiting.push(resolve));
    assert.equal(described.wrong(kind, message), null, JSON.stringify(message));
    return message;
  }

  say(kind, message) {
    assert.equal(described.wrong(kind, message), null, JSON.stringify(message));
    this.socket.send(JSON.stringify(message));
  }

  close() {
    this.socket.close();
    return this.closed;
  }
}

const terms = (body) => ({ headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });

test('events come as far as there is credit, in order, and are done once acknowledged', { timeout: 30_000 }, async () => {
  await api.call('putSubscription', { path: { name: 'all' }, ...terms({ start: 1 }) });
  const consumer = await Consumer.of('all');
  const seen = [];
  while (seen.length < 300) {
    consumer.say('credit', { credit: 50 });
    const positions = [];
    for (let i = 0; i < 50; ++i) {
      const { position, attempt, event } = await consumer.next('delivered');
      assert.equal(attempt, 1);
      assert.equal(event.data.position, position);
      positions.push(position);
    }
    consumer.say('acknowledge', { ack: positions });
    assert.deepEqual(await consumer.next('settled'), { acked: positions, unknown: [] });
    seen.push(...positions);
  }
  assert.equal(new Set(seen).size, seen.length);
  await consumer.close();
  const status = (await api.call('getSubscription', { path: { name: 'all' } })).json;
  assert.ok(status.checkpoint > 200 && status.last_acknowledged);
});

test('without a filter the entries of the ledger itself come too, as the document says', { timeout: 30_000 }, async () => {
  await api.call('putSubscription', { path: { name: 'entries' }, ...terms({ start: 0 }) });
  const consumer = await Consumer.of('entries');
  consumer.say('credit', { credit: 1 });
  const delivered = await consumer.next('delivered');
  const { event } = delivered;
  assert.deepEqual([event.id, event.data.kind, event.data.position], ['entry-0', 'genesis', 0]);
  const wrong = (changed) => described.wrong('delivered', { ...delivered, event: { ...event, ...changed } });
  assert.equal(wrong({ type: event.type.replace('Genesis', 'Heads'), data: { ...event.data, kind: 'heads' } }), null);
  assert.ok(wrong({ subject: 'ledger' }));
  assert.ok(wrong({ data: { ...event.data, kind: 'event' } }));
  consumer.say('refuse', { nack: [0], action: 'park' });
  await consumer.next('settled');
  const { items: [parked] } = (await api.call('listParked', { path: { name: 'entries' } })).json;
  assert.deepEqual([parked.position, parked.stream], [0, undefined]);
  await consumer.close();
});

test('parked, listed, replayed, dropped; tried again; skipped', { timeout: 30_000 }, async () => {
  const path = { name: 'cases' };
  await api.call('putSubscription', { path, ...terms({ start: 1, filter: 'type=CaseOpened', retry_delay_ms: 10 }) });
  const consumer = await Consumer.of('cases');
  consumer.say('credit', { credit: 3 });
  const [one, two, three] = [await consumer.next('delivered'), await consumer.next('delivered'), await consumer.next('delivered')]
    .map(({ position }) => position);
  consumer.say('refuse', { nack: [one, two], action: 'park' });
  await consumer.next('settled');
  consumer.say('refuse', { nack: [three], action: 'retry' });
  await consumer.next('settled');
  consumer.say('credit', { credit: 1 });
  let delivered = await consumer.next('delivered');
  while (delivered.position !== three) {
    consumer.say('refuse', { nack: [delivered.position], action: 'skip' });
    await consumer.next('settled');
    consumer.say('credit', { credit: 1 });
    delivered = await consumer.next('delivered');
  }
  assert.equal(delivered.attempt, 2);
  consumer.say('acknowledge', { ack: [three, 999_999] });
  assert.deepEqual(await consumer.next('settled'), { acked: [three], unknown: [999_999] });
  const parked = (await api.call('listParked', { path })).json.items;
  assert.deepEqual(parked.map(({ position, reason }) => [position, reason]), [[one, 'asked'], [two, 'asked']]);
  const first = (await api.call('listParked', { path, query: { limit: 1 } })).json;
  const rest = (await api.call('listParked', { path, query: { limit: 1, cursor: first.next_cursor } })).json;
  assert.deepEqual([...first.items, ...rest.items], parked);
  assert.equal(rest.next_cursor, undefined);
  assert.equal((await api.call('listParked', { path, query: { cursor: '!' } })).status, 400);
  assert.equal((await api.call('listParked', { path, query: { after: 1 } })).status, 400);
  assert.equal((await api.call('dropParked', { path: { ...path, position: two } })).json.dropped, two);
  assert.equal((await api.call('replayParked', { path, query: { position: one } })).json.replayed, 1);
  consumer.say('credit', { credit: 1 });
  while ((delivered = await consumer.next('delivered')).position !== one) {
    consumer.say('acknowledge', { ack: [delivered.position] });
    await consumer.next('settled');
    consumer.say('credit', { credit: 1 });
  }
  consumer.say('acknowledge', { ack: [one] });
  await consumer.next('settled');
  assert.deepEqual((await api.call('listParked', { path })).json.items, []);
  await consumer.close();
});

test('what was not settled comes again to whoever comes next', { timeout: 30_000 }, async () => {
  await api.call('putSubscription', { path: { name: 'again' }, ...terms({ start: 1, retry_delay_ms: 10 }) });
  const first = await Consumer.of('again');
  first.say('credit', { credit: 1 });
  const { position } = await first.next('delivered');
  await first.close();
  const second = await Consumer.of('again');
  second.say('credit', { credit: 1 });
  const delivered = await second.next('delivered');
  assert.ok(delivered.position !== position || delivered.attempt === 2);
  await second.close();
});

test('what cannot be meant is told, and the socket stays open', async () => {
  await api.call('putSubscription', { path: { name: 'talk' } });
  const consumer = await Consumer.of('talk');
  for (const message of ['no json', '[]', '{"credit":0}', '{"ack":"all"}', '{"nack":[1],"action":"burn"}', '{"hello":1}']) {
    consumer.socket.send(message);
    await consumer.next('misunderstood');
  }
  await consumer.close();
});

test('no subscription of that name, and another subprotocol, are no socket', async () => {
  await assert.rejects(Consumer.of('nowhere'));
  const other = new WebSocket(`${ledger.url.replace('http', 'ws')}/v1/subscriptions/all/stream`, 'other.v1');
  await new Promise((resolve) => other.addEventListener('error', resolve));
});
