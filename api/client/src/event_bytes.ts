// The canonical bytes of an event (docs/formats/event.md), read without a catalogue: everything but the names of its
// type and its fields, which stand there as numbers.

import { toHex } from './bytes.js';

export interface EventBytes {
  type: number;
  legalDate: number;  // days since 1970
  legalMinute: number | undefined;
  revision: bigint;
  zone: number;
  holder: number;
  receivedDate: number | undefined;
  id: string;
  origin: string;
  stream: string;
  previous: string | undefined;
  office: string;
  onBehalfOf: string | undefined;
  ruleSet: string | undefined;
  legalBases: string[];
  documents: { number: string; hash: string; certificate: string | undefined; date: number | undefined; signedAt: bigint | undefined }[];
  causation: string | undefined;
  externalRefs: { system: string; id: string }[];
  fields: { number: number; kind: number; value: bigint | number | string | string[] }[];
  lateReason: string | undefined;
}

const wordsMax = 7500;  // 60,000 bytes

class Segment {
  readonly #view: DataView;
  readonly #bytes: Uint8Array;

  constructor(message: Uint8Array) {
    const view = new DataView(message.buffer, message.byteOffset, message.byteLength);
    if (message.length < 16 || message.length % 8 !== 0 || message.length > 8 * wordsMax) throw new TypeError('event: length');
    if (view.getUint32(0, true) !== 0 || view.getUint32(4, true) * 8 !== message.length - 8) throw new TypeError('event: framing');
    this.#bytes = message.subarray(8);
    this.#view = new DataView(message.buffer, message.byteOffset + 8, message.byteLength - 8);
  }

  u8 = (at: number) => this.#view.getUint8(at);
  u16 = (at: number) => this.#view.getUint16(at, true);
  i16 = (at: number) => this.#view.getInt16(at, true);
  i32 = (at: number) => this.#view.getInt32(at, true);
  u64 = (at: number) => this.#view.getBigUint64(at, true);
  i64 = (at: number) => this.#view.getBigInt64(at, true);

  // Where a pointer leads to, in bytes; nothing if it is null. `kind`: 0 struct, 1 list.
  #target(at: number, kind: number): number | undefined {
    if (this.u64(at) === 0n) return undefined;
    const low = this.i32(at);
    if ((low & 3) !== kind) throw new TypeError('event: a pointer of another kind');
    return at + 8 + (low >> 2) * 8;
  }

  root(): number {
    const at = this.#target(0, 0);
    if (at === undefined) throw new TypeError('event: no root');
    return at;
  }

  data(at: number): Uint8Array | undefined {
    const target = this.#target(at, 1);
    if (target === undefined) return undefined;
    const size = this.#view.getUint32(at + 4, true);
    if ((size & 7) !== 2) throw new TypeError('event: a list of another kind');
    if (target < 0 || target + (size >>> 3) > this.#bytes.length) throw new TypeError('event: a list beyond the end');
    return this.#bytes.subarray(target, target + (size >>> 3));
  }

  text(at: number): string | undefined {
    const data = this.data(at);
    return data && new TextDecoder('utf-8', { fatal: true }).decode(data.subarray(0, -1));
  }

  texts(at: number): string[] {
    const target = this.#target(at, 1);
    if (target === undefined) return [];
    const size = this.#view.getUint32(at + 4, true);
    if ((size & 7) !== 6) throw new TypeError('event: a list of another kind');
    return Array.from({ length: size >>> 3 }, (_, i) => this.text(target + 8 * i) ?? '');
  }

  // The places of a list's structs: where their data begins, and their pointers.
  structs(at: number): { data: number; pointers: number }[] {
    const target = this.#target(at, 1);
    if (target === undefined) return [];
    if ((this.#view.getUint32(at + 4, true) & 7) !== 7) throw new TypeError('event: a list of another kind');
    const data = this.u16(target + 4);
    const all = data + this.u16(target + 6);
    return Array.from({ length: this.i32(target) >>> 2 }, (_, i) => {
      const begin = target + 8 + 8 * all * i;
      return { data: begin, pointers: begin + 8 * data };
    });
  }
}

function uuid(bytes: Uint8Array | undefined): string {
  return toHex(bytes ?? new Uint8Array()).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

function hex(bytes: Uint8Array | undefined): string | undefined {
  return bytes && toHex(bytes);
}

function fieldValue(segment: Segment, kind: number, data: number, pointer: number): bigint | number | string | string[] {
  switch (kind) {
    case 0: return segment.i64(data + 8);
    case 1: return segment.i32(data + 8);
    case 2: case 6: return segment.text(pointer) ?? '';
    case 3: return segment.texts(pointer);
    case 4: return uuid(segment.data(pointer));
    case 5: case 7: return toHex(segment.data(pointer) ?? new Uint8Array());
    default: throw new TypeError(`event: a field of kind ${kind}`);
  }
}

export function readEvent(message: Uint8Array): EventBytes {
  const segment = new Segment(message);
  const data = segment.root();
  const pointer = (number: number) => data + 24 + 8 * number;
  const minute = segment.i16(data + 2) ^ -1;
  const received = segment.i32(data + 20);
  return {
    type: segment.u16(data),
    legalMinute: minute === -1 ? undefined : minute,
    legalDate: segment.i32(data + 4),
    revision: segment.u64(data + 8),
    zone: segment.u8(data + 16),
    holder: segment.u8(data + 17),
    receivedDate: received === 0 ? undefined : received ^ -(2 ** 31),
    id: uuid(segment.data(pointer(0))),
    origin: segment.text(pointer(1)) ?? '',
    stream: segment.text(pointer(2)) ?? '',
    previous: hex(segment.data(pointer(3))),
    office: segment.text(pointer(4)) ?? '',
    onBehalfOf: segment.text(pointer(5)),
    ruleSet: segment.text(pointer(6)),
    legalBases: segment.texts(pointer(7)),
    documents: segment.structs(pointer(8)).map((at) => ({
      date: segment.i32(at.data) === 0 ? undefined : segment.i32(at.data) ^ -(2 ** 31),
      signedAt: segment.i64(at.data + 8) === 0n ? undefined : BigInt.asIntN(64, segment.i64(at.data + 8) ^ -(2n ** 63n)),
      number: segment.text(at.pointers) ?? '',
      hash: hex(segment.data(at.pointers + 8)) ?? '',
      certificate: hex(segment.data(at.pointers + 16)),
    })),
    causation: segment.data(pointer(9)) && uuid(segment.data(pointer(9))),
    externalRefs: segment.structs(pointer(10)).map((at) => ({
      system: segment.text(at.pointers) ?? '',
      id: segment.text(at.pointers + 8) ?? '',
    })),
    fields: segment.structs(pointer(11)).map((at) => {
      const kind = segment.u16(at.data + 2);
      return { number: segment.u16(at.data), kind, value: fieldValue(segment, kind, at.data, at.pointers) };
    }),
    lateReason: segment.text(pointer(12)),
  };
}
