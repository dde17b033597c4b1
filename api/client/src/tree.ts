// The tree of RFC 6962: hashes of leaves and nodes, and the two kinds of proof as RFC 9162 checks them.

import { sha256 } from '@noble/hashes/sha2';

import { areEqual, joined } from './bytes.js';

export function leafHash(entry: Uint8Array): Uint8Array {
  return sha256(joined(Uint8Array.of(0), entry));
}

export function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  return sha256(joined(Uint8Array.of(1), left, right));
}

// RFC 9162, 2.1.3.2: whether the leaf stands at `index` of the tree of `size` leaves with this root.
export function isIncluded(leaf: Uint8Array, index: bigint, size: bigint, path: Uint8Array[], root: Uint8Array): boolean {
  if (index < 0n || index >= size) return false;
  let fn = index;
  let sn = size - 1n;
  let hash = leaf;
  for (const sibling of path) {
    if (sn === 0n) return false;
    if ((fn & 1n) === 1n || fn === sn) {
      hash = nodeHash(sibling, hash);
      while ((fn & 1n) === 0n && fn !== 0n) {
        fn >>= 1n;
        sn >>= 1n;
      }
    } else {
      hash = nodeHash(hash, sibling);
    }
    fn >>= 1n;
    sn >>= 1n;
  }
  return sn === 0n && areEqual(hash, root);
}

// RFC 9162, 2.1.4.2: whether the tree of `to` leaves begins with that of `from`.
export function isConsistent(from: bigint, fromRoot: Uint8Array, to: bigint, toRoot: Uint8Array, proof: Uint8Array[]): boolean {
  if (from < 0n || from > to) return false;
  if (from === to) return proof.length === 0 && areEqual(fromRoot, toRoot);
  if (from === 0n) return proof.length === 0 && areEqual(fromRoot, sha256(new Uint8Array()));
  const isPowerOfTwo = (from & (from - 1n)) === 0n;
  const path = isPowerOfTwo ? [fromRoot, ...proof] : proof;
  const first = path[0];
  if (!first) return false;
  let fn = from - 1n;
  let sn = to - 1n;
  while ((fn & 1n) === 1n) {
    fn >>= 1n;
    sn >>= 1n;
  }
  let fr = first;
  let sr = first;
  for (const hash of path.slice(1)) {
    if (sn === 0n) return false;
    if ((fn & 1n) === 1n || fn === sn) {
      fr = nodeHash(hash, fr);
      sr = nodeHash(hash, sr);
      while ((fn & 1n) === 0n && fn !== 0n) {
        fn >>= 1n;
        sn >>= 1n;
      }
    } else {
      sr = nodeHash(sr, hash);
    }
    fn >>= 1n;
    sn >>= 1n;
  }
  return sn === 0n && areEqual(fr, fromRoot) && areEqual(sr, toRoot);
}
