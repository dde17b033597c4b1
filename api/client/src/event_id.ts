// Ids of events: UUID version 7, made by whoever makes the event, used once, for ever.

import { randomBytes } from '@noble/hashes/utils';

import { toHex } from './bytes.js';

export function newEventId(now = Date.now()): string {
  const random = randomBytes(10);
  random[0] = 0x70 | (random[0]! & 0x0f);
  random[2] = 0x80 | (random[2]! & 0x3f);
  const hex = now.toString(16).padStart(12, '0') + toHex(random);
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
