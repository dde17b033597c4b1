// Whether bytes that the service has prepared say what was asked for. What it cannot know is the catalogue: that the
// type's number and the fields' numbers are those of the names. Everything else is compared, the fields' values too.

import { sha256 } from '@noble/hashes/sha2';

import { fromBase64, joined, toBase64, toHex, utf8 } from './bytes.js';
import { type EventBytes, readEvent } from './event_bytes.js';
import type { Event, Prepared } from './forms.js';

export const payloadType = 'application/vnd.jejak.event+capnp;v=1';
const zones = ['', 'WIB', 'WITA', 'WIT'];
const holders = ['', 'DEFINITIF', 'Pj', 'Pjs', 'Plt', 'Plh'];

export class NotMeant extends Error {
  override readonly name = 'NotMeant';
}

export function eventHash(event: Uint8Array): Uint8Array {
  return sha256(event);
}

// DSSE's pre-authentication encoding: what a signature is over.
export function toSign(event: Uint8Array): Uint8Array {
  return joined(utf8(`DSSEv1 ${payloadType.length} ${payloadType} ${event.length} `), event);
}

function date(days: number | undefined): string | undefined {
  return days === undefined ? undefined : new Date(days * 86_400_000).toISOString().slice(0, 10);
}

function time(minute: number | undefined): string | undefined {
  if (minute === undefined) return undefined;
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}

function instant(microseconds: bigint | undefined): string | undefined {
  if (microseconds === undefined) return undefined;
  const rest = ((microseconds % 1_000_000n) + 1_000_000n) % 1_000_000n;
  const seconds = Number((microseconds - rest) / 1_000_000n);
  return `${new Date(seconds * 1000).toISOString().slice(0, 19)}.${String(rest).padStart(6, '0')}Z`;
}

// One value in the form that JSON has it in.
function shown(field: EventBytes['fields'][number]): unknown {
  switch (field.kind) {
    case 0: return Number(field.value);
    case 1: return date(field.value as number);
    case 7: return toBase64(Uint8Array.from((field.value as string).match(/../g) ?? [], (pair) => parseInt(pair, 16)));
    default: return field.value;
  }
}

// A list of codes is a set: it has no order.
function asText(value: unknown): string {
  return JSON.stringify(Array.isArray(value) ? [...value].sort() : value) ?? 'none';
}

function sorted(values: unknown[]): string {
  return values.map(asText).sort().join(',');
}

function documents(list: { number: string; hash: string; certificate?: string | undefined; date?: unknown; signed_at?: unknown }[]): string {
  return JSON.stringify(list.map((one) => [one.number, one.hash, one.certificate ?? null, one.date ?? null, one.signed_at ?? null]));
}

// The canonical bytes of the event, if they are what was asked for. Throws NotMeant.
export function preparedBytes(asked: Event, prepared: Prepared, origin: string | undefined): Uint8Array {
  const bytes = fromBase64(prepared.event);
  const says = readEvent(bytes);
  const differing = (name: string, a: unknown, b: unknown) => {
    if (asText(a) !== asText(b)) throw new NotMeant(`${name}: asked for ${asText(a)}, prepared ${asText(b)}`);
  };
  differing('payload_type', payloadType, prepared.payload_type);
  differing('hash', toBase64(eventHash(bytes)), prepared.hash);
  differing('to_sign', toBase64(toSign(bytes)), prepared.to_sign);
  if (origin !== undefined) differing('origin', origin, says.origin);
  differing('origin', asked.origin, says.origin);
  differing('id', asked.id, says.id);
  differing('stream', asked.stream, says.stream);
  differing('revision', String(asked.revision), String(says.revision));
  differing('previous', asked.previous, says.previous);
  differing('legal_date', asked.legal_date, date(says.legalDate));
  differing('legal_time', asked.legal_time, time(says.legalMinute));
  differing('zone', asked.zone, zones[says.zone]);
  differing('received_date', asked.received_date, date(says.receivedDate));
  differing('office', asked.office, says.office);
  differing('holder', asked.holder, holders[says.holder]);
  differing('on_behalf_of', asked.on_behalf_of, says.onBehalfOf);
  differing('rule_set', asked.rule_set, says.ruleSet);
  differing('late_reason', asked.late_reason, says.lateReason);
  differing('causation', asked.causation, says.causation);
  differing('legal_bases', JSON.stringify(asked.legal_bases ?? []), JSON.stringify(says.legalBases));
  differing('documents', documents(asked.documents ?? []), documents(says.documents.map((one) => ({
    number: one.number, hash: one.hash, certificate: one.certificate, date: date(one.date), signed_at: instant(one.signedAt),
  }))));
  differing('external_refs', sorted((asked.external_refs ?? []).map(({ system, id }) => `${system}\n${id}`)),
    sorted(says.externalRefs.map(({ system, id }) => `${system}\n${id}`)));
  differing('fields', sorted(Object.values(asked.fields ?? {})), sorted(says.fields.map(shown)));
  return bytes;
}

// The hash by which a later event of the stream names this one.
export function hashOf(event: Uint8Array): string {
  return toHex(eventHash(event));
}
