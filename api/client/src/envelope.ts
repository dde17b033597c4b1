// Events as they are sent and as they stand in the log (docs/formats/envelope.md, docs/formats/entry.md).

import { areEqual, joined, toHex } from './bytes.js';
import type { Key } from './key.js';
import { isSignedBy } from './key.js';
import { eventHash, toSign } from './meant.js';

export interface SignedEvent {
  readonly event: Uint8Array;
  readonly signatures: readonly { readonly key: Uint8Array; readonly signature: Uint8Array }[];
}

export function signEvent(event: Uint8Array, keys: readonly Key[]): SignedEvent {
  const message = toSign(event);
  return { event, signatures: keys.map((key) => ({ key: key.publicKey, signature: key.sign(message) })) };
}

function number(value: number, bytes: number): Uint8Array {
  return Uint8Array.from({ length: bytes }, (_, i) => Math.floor(value / 256 ** (bytes - 1 - i)) % 256);
}

export function encodeEnvelope(signed: SignedEvent): Uint8Array {
  const byKey = [...signed.signatures].sort((a, b) => (toHex(a.key) < toHex(b.key) ? -1 : 1));
  const signatures = byKey.map(({ key, signature }) => joined(number(1, 1), key, number(64, 2), signature));
  return joined(number(1, 1), number(byKey.length, 1), ...signatures, number(signed.event.length, 4), signed.event);
}

export function decodeEnvelope(bytes: Uint8Array): SignedEvent {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const count = bytes[1] ?? 0;
  const end = 2 + 99 * count;
  if (bytes[0] !== 1 || count < 1 || count > 8 || bytes.length < end + 4 || view.getUint32(end) !== bytes.length - end - 4) {
    throw new TypeError('not an envelope');
  }
  const signatures = Array.from({ length: count }, (_, i) => {
    const at = 2 + 99 * i;
    if (bytes[at] !== 1 || view.getUint16(at + 33) !== 64) throw new TypeError('envelope: not a signature of Ed25519');
    return { key: bytes.slice(at + 1, at + 33), signature: bytes.slice(at + 35, at + 99) };
  });
  return { event: bytes.slice(end + 4), signatures };
}

// Whether all signatures hold. Whose keys they are, the registry of the ledger says.
export function isWhole(signed: SignedEvent): boolean {
  const message = toSign(signed.event);
  return signed.signatures.every(({ key, signature }) => isSignedBy(key, message, signature));
}

export interface Entry {
  readonly recordedAt: bigint;  // microseconds since 1970
  readonly verdict: number;     // 0: admitted
  readonly streamRevision: bigint;
  readonly signed: SignedEvent | undefined;  // not there: the genesis, or heads
}

export function decodeEntry(bytes: Uint8Array): Entry {
  if (bytes[0] !== 1 || bytes.length < 53) throw new TypeError('not an entry of format 1');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return {
    recordedAt: view.getBigInt64(2),
    verdict: view.getUint16(10),
    streamRevision: view.getBigUint64(12),
    signed: bytes[1] === 1 ? decodeEnvelope(bytes.slice(52)) : undefined,
  };
}

// Whether the entry is this event's, with the very bytes that were signed.
export function isEntryOf(entry: Entry, event: Uint8Array): boolean {
  return entry.signed !== undefined && areEqual(eventHash(entry.signed.event), eventHash(event));
}
