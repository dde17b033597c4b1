// The client against the real program: what it signs, and what it refuses to sign.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Jejak, Key, NotMeant, hashOf, isConsistent, newEventId, preparedBytes, readEvent } from '../../../api/client/dist/index.js';

import { origin, planned, secret, serve, vkey } from './ledger.mjs';

let ledger;
let jejak;
before(async () => {
  ledger = await serve();
  jejak = new Jejak(ledger.url, { vkey: vkey() });
});
after(() => ledger.stop());

const keys = () => {
  const all = new Map();
  for (const name of planned.names('keys')) {
    const key = Key.parse(planned(`keys/${name}`));
    all.set(key.id, key);
  }
  return all;
};

test('events signed here are appended like those the demo has signed, and proved to be these', async () => {
  const known = keys();
  let signedHere = 0;
  for (const line of ledger.take(60)) {
    const planned = JSON.parse(line);
    const by = planned.signatures.map(({ key }) => known.get(key));
    if (by.includes(undefined)) {
      await jejak.append(planned);
      continue;
    }
    const { submission, event } = await jejak.sign(planned.event, by, planned.at);
    const signature = ({ signatures }) => signatures.map((one) => `${one.key} ${one.signature}`).sort();
    assert.deepEqual(signature(submission), signature(planned));  // Ed25519 has one signature for a message
    const receipt = await jejak.append(submission, 'published');
    assert.equal(jejak.verifyReceipt(receipt).position, BigInt(receipt.position));
    await jejak.verifyAppended(receipt, event);
    signedHere += 1;
  }
  assert.ok(signedHere > 50);
});

test('an event of one\'s own', async () => {
  const known = keys();
  const [line] = ledger.take(1);
  const { event, signatures, at } = JSON.parse(line);
  const own = { ...event, id: newEventId(Date.parse(at)) };
  const { submission, event: bytes } = await jejak.sign(own, signatures.map(({ key }) => known.get(key)), at);
  const rehearsed = await jejak.dryRun({ event: submission.event, signatures: submission.signatures });
  assert.equal(rehearsed.id, own.id);
  const receipt = await jejak.append(submission, 'published');
  assert.equal(receipt.id, own.id);
  assert.match(hashOf(bytes), /^[0-9a-f]{64}$/);
  const again = await jejak.append(submission);
  assert.deepEqual([again.repeated, again.position], [true, receipt.position]);
  await assert.rejects(jejak.verifyAppended({ ...receipt, position: receipt.position - 1 }, bytes), /another event/);
});

test('a batch, and a receipt that is not published proves nothing', async () => {
  const answers = await jejak.appendBatch(ledger.take(40).map((line) => JSON.parse(line)), 'published');
  assert.equal(answers.length, 40);
  for (const answer of answers) jejak.verifyReceipt(answer);
  const [next] = ledger.take(1);
  const receipt = await jejak.append(JSON.parse(next));
  assert.throws(() => jejak.verifyReceipt(receipt), /no proof/);
});

test('every event of the demo says in bytes what it says in JSON', async () => {
  const lines = planned('events.ndjson').split('\n').filter(Boolean);
  for (const line of lines.filter((_, i) => i % 20 === 0 || i > 1400)) {
    const { event } = JSON.parse(line);
    assert.equal(readEvent(await jejak.prepare(event)).id, event.id);
  }
});

test('bytes that say anything else are not signed', async () => {
  const lines = planned('events.ndjson').split('\n').filter(Boolean).map((line) => JSON.parse(line).event);
  const event = lines.find((one) => one.documents && one.fields && one.previous && one.legal_bases);
  const prepare = (one) => fetch(`${ledger.url}/v1/events:prepare`, {
    method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(one),
  }).then((response) => response.json());
  const good = await prepare(event);
  preparedBytes(event, good, origin);
  const other = lines.find((one) => one.type === event.type && one.id !== event.id);
  const changes = {
    id: { id: newEventId() },
    stream: { stream: `${event.stream}9` },
    legal_date: { legal_date: '2020-02-02' },
    zone: { zone: event.zone === 'WIT' ? 'WIB' : 'WIT' },
    holder: { holder: event.holder === 'Plt' ? 'Plh' : 'Plt' },
    office: { office: 'PPK_ASN@prov:99' },
    previous: { previous: '11'.repeat(32) },
    legal_bases: { legal_bases: ['UU1/1900:1'] },
    documents: { documents: [{ ...event.documents[0], number: 'another' }] },
    fields: { fields: other.fields },
  };
  for (const [name, change] of Object.entries(changes)) {
    const lie = await prepare({ ...event, ...change });
    if (JSON.stringify(event[name]) === JSON.stringify(change[name])) continue;
    assert.equal(lie.title, undefined, `${name}: ${lie.detail}`);
    assert.throws(() => preparedBytes(event, lie, origin), (failure) => failure instanceof NotMeant && failure.message.startsWith(name), name);
  }
  assert.throws(() => preparedBytes(event, { ...good, to_sign: good.event }, origin), NotMeant);
  assert.throws(() => preparedBytes(event, { ...good, hash: `${good.hash.slice(0, -3)}AA=` }, origin), NotMeant);
  assert.throws(() => preparedBytes(event, good, 'elsewhere.example'), NotMeant);
});

test('bytes that were changed anywhere are refused, or say something else', async () => {
  const { event } = JSON.parse(planned('events.ndjson').split('\n')[600]);
  const good = await (await fetch(`${ledger.url}/v1/events:prepare`, {
    method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(event),
  })).json();
  const bytes = Buffer.from(good.event, 'base64');
  for (let at = 0; at < bytes.length; at += 1) {
    const changed = Buffer.from(bytes);
    changed[at] ^= 1;
    assert.throws(() => preparedBytes(event, { ...good, event: changed.toString('base64') }, origin), undefined, `byte ${at}`);
  }
});

test('proofs of consistency of small trees hold, and no other', async () => {
  const size = Number((await jejak.checkpoint()).size);
  const checkpoint = await jejak.checkpoint();
  const { hashes } = await (await fetch(`${ledger.url}/v1/consistency?from=700&to=${size}`)).json();
  const proof = hashes.map((hash) => new Uint8Array(Buffer.from(hash, 'base64')));
  assert.equal(isConsistent(700n, new Uint8Array(32), BigInt(size), checkpoint.root, proof), false);
  assert.equal(isConsistent(0n, new Uint8Array(32), BigInt(size), checkpoint.root, []), false);
});
