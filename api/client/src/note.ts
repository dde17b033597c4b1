// Checkpoints and proof files, believed only under the ledger's key (docs/formats/checkpoint-and-proofs.md). The key
// comes from where the service cannot change it, as does the genesis hash.

import { sha256 } from '@noble/hashes/sha2';

import { areEqual, fromBase64, joined, utf8 } from './bytes.js';
import { isSignedBy } from './key.js';
import { isIncluded } from './tree.js';

export class NotProved extends Error {
  override readonly name = 'NotProved';
}

// NAME+HASH+BASE64, the `log` line of a policy.
export class LogKey {
  readonly origin: string;
  readonly #id: Uint8Array;
  readonly #key: Uint8Array;

  constructor(vkey: string) {
    const match = /^([^+\s]+)\+([0-9a-f]{8})\+(\S+)$/.exec(vkey);
    if (!match) throw new TypeError('not a verifier key: NAME+HASH+BASE64');
    const typed = fromBase64(match[3]!);
    if (typed.length !== 33 || typed[0] !== 1) throw new TypeError('not an Ed25519 key of type 1');
    this.origin = match[1]!;
    this.#id = sha256(joined(utf8(`${this.origin}\n`), typed)).subarray(0, 4);
    this.#key = typed.subarray(1);
    if (!areEqual(this.#id, Uint8Array.from(match[2]!.match(/../g)!, (pair) => parseInt(pair, 16)))) {
      throw new TypeError('the hash of the verifier key is another');
    }
  }

  hasSigned(note: string): boolean {
    const end = note.lastIndexOf('\n\n');
    if (end < 0 || !note.endsWith('\n')) return false;
    const text = utf8(note.slice(0, end + 1));
    const prefix = `— ${this.origin} `;
    return note.slice(end + 2).split('\n').some((line) => {
      if (!line.startsWith(prefix)) return false;
      try {
        const bytes = fromBase64(line.slice(prefix.length));
        return bytes.length === 68 && areEqual(bytes.subarray(0, 4), this.#id) && isSignedBy(this.#key, text, bytes.subarray(4));
      } catch {
        return false;
      }
    });
  }
}

export interface Checkpoint {
  readonly origin: string;
  readonly size: bigint;
  readonly root: Uint8Array;
  readonly note: string;
}

export function openCheckpoint(note: string, key: LogKey): Checkpoint {
  if (!key.hasSigned(note)) throw new NotProved(`the checkpoint is not signed by the key of ${key.origin}`);
  const [origin, size, root] = note.split('\n');
  if (origin !== key.origin) throw new NotProved(`the checkpoint is one of ${origin}`);
  if (!/^(0|[1-9][0-9]{0,18})$/.test(size ?? '') || !/^[A-Za-z0-9+/]{43}=$/.test(root ?? '')) {
    throw new NotProved('the checkpoint has no size or no root');
  }
  return { origin, size: BigInt(size!), root: fromBase64(root!), note };
}

export interface Proved {
  readonly position: bigint;
  readonly checkpoint: Checkpoint;
}

// What a .tlog-proof file proves of a leaf. Throws NotProved.
export function openProof(file: string, leaf: Uint8Array, key: LogKey): Proved {
  const blank = file.indexOf('\n\n');
  const lines = file.slice(0, blank).split('\n');
  if (blank < 0 || lines.shift() !== 'c2sp.org/tlog-proof@v1') throw new NotProved('not a proof file');
  if (lines[0]?.startsWith('extra ')) lines.shift();
  const index = /^index (0|[1-9][0-9]{0,18})$/.exec(lines.shift() ?? '');
  if (!index) throw new NotProved('the proof names no position');
  const checkpoint = openCheckpoint(file.slice(blank + 2), key);
  const path = lines.map(fromBase64);
  const position = BigInt(index[1]!);
  if (path.some((hash) => hash.length !== 32) || !isIncluded(leaf, position, checkpoint.size, path, checkpoint.root)) {
    throw new NotProved(`the leaf does not stand at position ${position} of the tree of ${checkpoint.size}`);
  }
  return { position, checkpoint };
}
