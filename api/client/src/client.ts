// One ledger, over HTTP. What it answers is believed no further than is proved: see the methods that verify.

import { fromBase64, fromHex, toBase64, toHex } from './bytes.js';
import { decodeEntry, type Entry, isEntryOf, isWhole, signEvent } from './envelope.js';
import { follow, type FollowOptions } from './follow.js';
import type {
  BatchLine, CaseAnswer, CaseQuery, CloudEvent, Event, EventPage, Filter, Lists, Prepared, Receipt, Rehearsal, Status,
  Submission, TallyAnswer, TallyQuery, Wait,
} from './forms.js';
import type { Key } from './key.js';
import { preparedBytes } from './meant.js';
import { type Checkpoint, LogKey, NotProved, openCheckpoint, openProof, type Proved } from './note.js';
import { problemOf } from './problem.js';
import { Tokens } from './token.js';
import { isConsistent, leafHash } from './tree.js';

export interface ClientOptions {
  // The ledger's verifier key (NAME+HASH+BASE64), from somewhere else than the service. What verifies needs it.
  vkey?: string;
  // Who asks; nobody in particular if not given. Needs `vkey` or `origin`: tokens are for one ledger.
  key?: Key;
  origin?: string;
  fetch?: typeof fetch;
}

// An event whose bytes were checked and signed here.
export interface SignedSubmission {
  readonly submission: Submission;
  readonly event: Uint8Array;
}

const bundleWidth = 256n;

function queryOf(members: Record<string, string | number | boolean | undefined>): string {
  const pairs = Object.entries(members).filter(([, value]) => value !== undefined);
  return pairs.length === 0 ? '' : `?${pairs.map(([name, value]) => `${name}=${encodeURIComponent(value!)}`).join('&')}`;
}

export class Jejak {
  readonly #base: string;
  readonly #logKey: LogKey | undefined;
  readonly #origin: string | undefined;
  readonly #tokens: Tokens | undefined;
  readonly #fetch: typeof fetch;
  #seen: Checkpoint | undefined;
  #asking: Promise<unknown> = Promise.resolve();  // for a checkpoint: settled, however it ended, once nobody does

  // `base` is the ledger's address: that of the service, with the ledger's name behind it where it keeps several.
  constructor(base: string, options: ClientOptions = {}) {
    this.#base = base.replace(/\/+$/, '');
    this.#logKey = options.vkey === undefined ? undefined : new LogKey(options.vkey);
    this.#origin = options.origin ?? this.#logKey?.origin;
    const send = options.fetch ?? fetch;
    this.#fetch = (...asked) => send(...asked);  // a browser's refuses to be called as a member of anything else
    if (options.key && this.#origin === undefined) throw new TypeError('a key needs the origin of its ledger');
    this.#tokens = options.key && new Tokens(options.key, this.#origin!);
  }

  // --- reading ---

  async status(): Promise<Status> {
    return this.#json('v1/status');
  }

  async events(filter: Filter & { after?: number; limit?: number } = {}): Promise<EventPage> {
    return this.#json(`v1/events${queryOf({ ...filter })}`);
  }

  async case(name: string, query: CaseQuery = {}): Promise<CaseAnswer> {
    return this.#json(`v1/cases/${encodeURIComponent(name)}${queryOf({ ...query })}`);
  }

  async tallies(query: TallyQuery = {}): Promise<TallyAnswer> {
    return this.#json(`v1/tallies${queryOf({ ...query })}`);
  }

  // Every item of a list, over as many pages as it has.
  async *list<Name extends keyof Lists>(name: Name, query: Lists[Name]['query'] = {} as Lists[Name]['query']): AsyncGenerator<Lists[Name]['item'], void, undefined> {
    let cursor = (query as { cursor?: string }).cursor;
    do {
      const page = await this.#json<{ items: Lists[Name]['item'][]; next_cursor?: string }>(
        `v1/${name}${queryOf({ ...query, ...(cursor !== undefined && { cursor }) })}`);
      yield* page.items;
      cursor = page.next_cursor;
    } while (cursor !== undefined);
  }

  // Every event once and in order, over as many connections as it takes. Not given `after`: from the next one on.
  async *follow(options: Filter & Partial<FollowOptions> = {}): AsyncGenerator<CloudEvent, void, undefined> {
    const { type, agency, case: ofCase, stream, election, verdict, ...rest } = options;
    const query = queryOf({ type, agency, case: ofCase, stream, election, verdict });
    const after = rest.after ?? (await this.status()).published - 1;
    yield* follow((headers, signal) => this.#fetch(`${this.#base}/v1/events${query}`, {
      headers: { ...headers, ...this.#who() }, signal, cache: 'no-store',
    }), { ...rest, after });
  }

  // --- appending ---

  // Gives the event's canonical bytes, as the service made them and as they were checked here to say what was asked.
  // Trusted is the service's catalogue alone: that numbers of types and fields mean the names. Throws NotMeant.
  async prepare(event: Event): Promise<Uint8Array> {
    const prepared = await this.#json<Prepared>('v1/events:prepare', {
      method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(event),
    });
    return preparedBytes(event, prepared, this.#origin);
  }

  // Prepares and signs; secret keys stay here. `at` is for simulated ledgers.
  async sign(event: Event, keys: readonly Key[], at?: string): Promise<SignedSubmission> {
    const bytes = await this.prepare(event);
    const signatures = signEvent(bytes, keys).signatures.map(({ key, signature }) => ({
      algorithm: 'ed25519' as const, key: toHex(key), signature: toBase64(signature),
    }));
    return { submission: { ...(at !== undefined && { at }), event, signatures }, event: bytes };
  }

  // Sending again is safe for ever: the id is used once. A refusal by the law is a receipt too: look at its verdict.
  async append(submission: Submission, wait: Wait = 'sequenced'): Promise<Receipt> {
    return this.#json(`v1/events${queryOf({ wait })}`, {
      method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(submission),
    });
  }

  // One answer a submission, in their order; after the first that is not recorded no other is judged, and its answer
  // says so.
  async appendBatch(submissions: readonly Submission[], wait: Wait = 'sequenced'): Promise<BatchLine[]> {
    const response = await this.#ask(`v1/events${queryOf({ wait })}`, {
      method: 'POST', headers: { 'Content-Type': 'application/x-ndjson' },
      body: submissions.map((submission) => `${JSON.stringify(submission)}\n`).join(''),
    });
    return (await response.text()).split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as BatchLine);
  }

  async dryRun(submission: Submission): Promise<Rehearsal> {
    return this.#json('v1/events:dry-run', {
      method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(submission),
    });
  }

  // --- proving ---

  // The newest checkpoint, signed by the ledger's key, and proved to hold the last one seen here unchanged.
  // Asked for one after the other: of two answers the older may arrive last, and that is no turning back.
  async checkpoint(): Promise<Checkpoint> {
    const mine = this.#asking.then(() => this.#newest());
    this.#asking = mine.catch(() => undefined);
    return mine;
  }

  async #newest(): Promise<Checkpoint> {
    const key = this.#verifier();
    const newest = openCheckpoint(await this.#text('checkpoint'), key);
    const seen = this.#seen;
    if (seen && newest.size < seen.size) throw new NotProved(`the ledger has shrunk from ${seen.size} to ${newest.size} entries`);
    if (seen) {
      const { hashes } = await this.#json<{ hashes: string[] }>(`v1/consistency${queryOf({ from: String(seen.size), to: String(newest.size) })}`);
      if (!isConsistent(seen.size, seen.root, newest.size, newest.root, hashes.map(fromBase64))) {
        throw new NotProved(`the tree of ${newest.size} entries does not begin with the one of ${seen.size} that was seen`);
      }
    }
    this.#seen = newest;
    return newest;
  }

  // That the receipt's leaf stands in the log. It has to be a receipt of wait=published. Throws NotProved.
  verifyReceipt(receipt: Receipt): Proved {
    if (receipt.proof === undefined) throw new NotProved('the receipt has no proof: wait until it is published');
    const proved = openProof(receipt.proof, fromBase64(receipt.leaf), this.#verifier());
    if (proved.position !== BigInt(receipt.position)) throw new NotProved('the proof is for another position');
    return proved;
  }

  // An entry, proved to stand at its position, its signatures checked. Needs the scope of the whole ledger.
  async entry(position: number): Promise<Entry> {
    const checkpoint = await this.checkpoint();
    if (BigInt(position) >= checkpoint.size) throw new RangeError(`the ledger has ${checkpoint.size} entries`);
    const tile = await this.#ask(bundlePath(BigInt(position) / bundleWidth, checkpoint.size));
    const bytes = entryOfBundle(new Uint8Array(await tile.arrayBuffer()), position % Number(bundleWidth));
    const proof = await this.#text(`v1/events/${position}/proof${queryOf({ size: String(checkpoint.size) })}`);
    if (openProof(proof, leafHash(bytes), this.#verifier()).position !== BigInt(position)) throw new NotProved('the proof is for another position');
    const entry = decodeEntry(bytes);
    if (entry.signed && !isWhole(entry.signed)) throw new NotProved('a signature of the entry does not hold');
    return entry;
  }

  // That the entry of a receipt is of the very bytes that were signed here.
  async verifyAppended(receipt: Receipt, event: Uint8Array): Promise<Entry> {
    const entry = await this.entry(receipt.position);
    if (!isEntryOf(entry, event)) throw new NotProved(`the entry at position ${receipt.position} is another event`);
    return entry;
  }

  // Whether the service speaks of the ledger that was founded with this hash, in hexadecimal or base64.
  async isFounding(genesisHash: string): Promise<boolean> {
    const proof = await this.#text('v1/events/0/proof');
    try {
      return openProof(proof, /^[0-9a-f]{64}$/.test(genesisHash) ? fromHex(genesisHash) : fromBase64(genesisHash), this.#verifier()).position === 0n;
    } catch (failure) {
      if (failure instanceof NotProved) return false;
      throw failure;
    }
  }

  // --- asking ---

  #verifier(): LogKey {
    if (!this.#logKey) throw new TypeError('to verify, the client has to be given the vkey of the ledger');
    return this.#logKey;
  }

  #who(): Record<string, string> {
    return this.#tokens ? { Authorization: `Bearer ${this.#tokens.current()}` } : {};
  }

  async #ask(target: string, init: RequestInit = {}): Promise<Response> {
    const response = await this.#fetch(`${this.#base}/${target}`, { ...init, headers: { ...this.#who(), ...(init.headers as Record<string, string>) } });
    if (!response.ok) throw await problemOf(response);
    return response;
  }

  async #json<T>(target: string, init?: RequestInit): Promise<T> {
    return (await this.#ask(target, init)).json() as Promise<T>;
  }

  async #text(target: string): Promise<string> {
    return (await this.#ask(target)).text();
  }
}

// C2SP tlog-tiles: groups of three digits, all but the last with an x; a bundle at the edge names its width.
function bundlePath(index: bigint, size: bigint): string {
  const digits = String(index);
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, '0').replace(/\d{3}(?=\d)/g, 'x$&/');
  const width = size - index * bundleWidth;
  return `tile/entries/${groups}${width < bundleWidth ? `.p/${width}` : ''}`;
}

function entryOfBundle(bundle: Uint8Array, index: number): Uint8Array {
  const view = new DataView(bundle.buffer, bundle.byteOffset, bundle.byteLength);
  let at = 0;
  for (let i = 0; i < index; ++i) at += 2 + view.getUint16(at);
  return bundle.slice(at + 2, at + 2 + view.getUint16(at));
}
