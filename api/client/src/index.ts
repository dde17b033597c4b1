// A client of jejak: see README.md beside this folder.

export { Jejak, type ClientOptions, type SignedSubmission } from './client.js';
export { follow, type FollowOptions } from './follow.js';
export * from './forms.js';
export { Key } from './key.js';
export { makeToken } from './token.js';
export { ProblemError } from './problem.js';
export { eventHash, hashOf, NotMeant, preparedBytes, toSign } from './meant.js';
export { type EventBytes, readEvent } from './event_bytes.js';
export { decodeEntry, decodeEnvelope, encodeEnvelope, type Entry, type SignedEvent } from './envelope.js';
export { type Checkpoint, LogKey, NotProved, openCheckpoint, openProof, type Proved } from './note.js';
export { isConsistent, isIncluded, leafHash, nodeHash } from './tree.js';
export { newEventId } from './event_id.js';
