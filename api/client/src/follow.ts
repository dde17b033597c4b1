// Following the ledger: every event once and in order, whatever happens to the connection.

import { createParser } from 'eventsource-parser';

import type { CloudEvent, Position } from './forms.js';
import { ProblemError, problemOf } from './problem.js';

export interface FollowOptions {
  after: number;         // the position that was seen last
  signal?: AbortSignal;  // ends the iteration
  onPosition?: (position: Position) => void;          // how far the ledger is, for those with a filter
  onReconnect?: (reason: unknown, wait: number) => void;  // the connection ended; tried again after `wait` ms
  silenceMax?: number;   // ms without a byte after which a connection counts as dead; the service speaks every 15 s
  waitMax?: number;      // ms between two attempts at most
}

export type Connect = (headers: Record<string, string>, signal: AbortSignal) => Promise<Response>;

const waitFirst = 250;

// A no that trying again may change.
function isPassing(failure: unknown): boolean {
  return !(failure instanceof ProblemError) || [408, 429, 500, 502, 503, 504].includes(failure.status);
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done, { once: true });
    function done() {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    }
  });
}

// Ends a connection that says nothing for too long, and with the outer signal.
class Watch {
  readonly #controller = new AbortController();
  readonly #end = () => this.#controller.abort();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly outer: AbortSignal, private readonly ms: number) {
    outer.addEventListener('abort', this.#end, { once: true });
    if (outer.aborted) this.#end();
    this.heard();
  }
  get signal(): AbortSignal {
    return this.#controller.signal;
  }
  heard(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.#end, this.ms);
  }
  end(): void {
    clearTimeout(this.#timer);
    this.outer.removeEventListener('abort', this.#end);
    this.#end();
  }
}

export async function* follow(connect: Connect, options: FollowOptions): AsyncGenerator<CloudEvent, void, undefined> {
  const signal = options.signal ?? new AbortController().signal;
  const waitMax = options.waitMax ?? 30_000;
  let last = options.after;  // events up to it have been handed over
  let retry = 0;     // what the service asked for
  let attempts = 0;  // since something came
  while (!signal.aborted) {
    const watch = new Watch(signal, options.silenceMax ?? 45_000);
    let failure: unknown;
    try {
      const response = await connect({ Accept: 'text/event-stream', 'Last-Event-ID': String(last) }, watch.signal);
      if (!response.ok) throw await problemOf(response);
      if (!response.body) throw new TypeError('no body');
      const arrived: CloudEvent[] = [];
      const parser = createParser({
        onRetry: (ms) => { retry = ms; },
        onEvent: ({ id, event, data }) => {
          if (event !== 'position') {
            arrived.push(JSON.parse(data) as CloudEvent);
            return;
          }
          options.onPosition?.(JSON.parse(data) as Position);
          // What the filter left out need not be looked at again.
          if (id !== undefined && /^\d+$/.test(id) && arrived.length === 0) last = Math.max(last, Number(id));
        },
      });
      const reader = response.body.getReader();
      const decoder = new TextDecoder();
      for (;;) {
        const { done, value } = await reader.read();
        if (done) break;  // an event without its blank line has not come
        watch.heard();
        attempts = 0;
        parser.feed(decoder.decode(value, { stream: true }));
        for (const event of arrived.splice(0)) {
          if (event.data.position <= last) continue;  // never twice
          last = event.data.position;
          yield event;
        }
      }
    } catch (thrown) {
      failure = thrown;
      if (!signal.aborted && !isPassing(failure)) throw failure;
    } finally {
      watch.end();
    }
    if (signal.aborted) return;
    attempts += 1;
    const asked = failure instanceof ProblemError ? (failure.retryAfter ?? 0) * 1000 : 0;
    const backoff = Math.min(waitMax, waitFirst * 2 ** Math.min(attempts - 1, 10));
    // A connection that was cut is made again soon; one that the service has ended, when it said.
    const soon = failure === undefined || attempts > 1 ? Math.max(backoff, retry) : backoff;
    const wait = Math.max(asked, Math.min(waitMax, soon) * (0.5 + Math.random() / 2));
    options.onReconnect?.(failure, wait);
    await pause(wait, signal);
  }
}
