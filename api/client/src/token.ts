// Who asks: a token that the caller's own key signs (docs/formats/callers.md).

import { randomBytes } from '@noble/hashes/utils';

import { toBase64Url, toHex, utf8 } from './bytes.js';
import type { Key } from './key.js';

const lifetimeMax = 3600;

export function makeToken(key: Key, origin: string, seconds = lifetimeMax, now = Date.now()): string {
  if (seconds < 1 || seconds > lifetimeMax) throw new RangeError(`a token lives for 1 to ${lifetimeMax} seconds`);
  const issued = Math.floor(now / 1000);
  const part = (value: unknown) => toBase64Url(utf8(JSON.stringify(value)));
  const signed = `${part({ alg: 'EdDSA', typ: 'JWT' })}.${part({
    iss: key.id,
    aud: origin,
    iat: issued,
    exp: issued + seconds,
    jti: toHex(randomBytes(16)),
  })}`;
  return `${signed}.${toBase64Url(key.sign(utf8(signed)))}`;
}

// Makes a new token when the last is about to end.
export class Tokens {
  #token = '';
  #until = 0;

  constructor(readonly key: Key, readonly origin: string) {}

  current(): string {
    if (Date.now() >= this.#until) {
      this.#token = makeToken(this.key, this.origin);
      this.#until = Date.now() + (lifetimeMax - 300) * 1000;
    }
    return this.#token;
  }
}
