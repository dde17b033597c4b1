// A key that signs: events, tokens, requests. It never leaves this process.

import * as ed25519 from '@noble/ed25519';
import { sha512 } from '@noble/hashes/sha2';
import { randomBytes } from '@noble/hashes/utils';

import { fromBase64, joined, toHex } from './bytes.js';

ed25519.etc.sha512Sync = (...parts) => sha512(joined(...parts));

export class Key {
  readonly publicKey: Uint8Array;
  readonly id: string;  // the public key in hexadecimal: how the ledger calls it
  readonly #seed: Uint8Array;

  constructor(seed: Uint8Array) {
    if (seed.length !== 32) throw new TypeError('a seed has 32 bytes');
    this.#seed = Uint8Array.from(seed);
    this.publicKey = ed25519.getPublicKey(this.#seed);
    this.id = toHex(this.publicKey);
  }

  // PRIVATE+KEY+NAME+HASH+BASE64, as in the demo's folder `keys`. Key files of `jejak key new` are encrypted, and not
  // read here.
  static parse(text: string): Key {
    const match = /^PRIVATE\+KEY\+[^+\s]+\+[0-9a-f]{8}\+(\S+)\s*$/.exec(text);
    const bytes = match ? fromBase64(match[1]!) : new Uint8Array();
    if (bytes.length !== 33 || bytes[0] !== 1) throw new TypeError('not a secret key in the form of signed notes');
    return new Key(bytes.subarray(1));
  }

  static generate(): Key {
    return new Key(randomBytes(32));
  }

  sign(message: Uint8Array): Uint8Array {
    return ed25519.sign(message, this.#seed);
  }
}

// Strict, as RFC 8032 and the ledger want it.
export function isSignedBy(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  try {
    return ed25519.verify(signature, message, publicKey, { zip215: false });
  } catch {
    return false;
  }
}
