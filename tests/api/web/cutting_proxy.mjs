// A proxy that cuts each connection after a number of bytes that chance chooses, wherever that is.

import { connect, createServer } from 'node:net';

// `next` says how many bytes of the answer a connection lets through; Infinity: all.
export async function cuttingProxy(url, next) {
  const target = new URL(url);
  const open = new Set();
  let cuts = 0;
  const server = createServer((client) => {
    let left = next();
    const upstream = connect(Number(target.port), target.hostname);
    const end = () => {
      client.destroy();
      upstream.destroy();
      open.delete(client);
    };
    open.add(client);
    client.on('data', (bytes) => upstream.write(bytes)).on('error', end).on('close', end);
    upstream.on('error', end).on('close', end).on('data', (bytes) => {
      const through = bytes.subarray(0, Math.min(left, bytes.length));
      left -= through.length;
      if (left > 0) {
        client.write(through);
      } else {
        cuts += 1;
        client.write(through, end);
      }
    });
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    cuts: () => cuts,
    stop() {
      for (const client of open) client.destroy();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}

// Numbers that a seed repeats.
export function chance(seed) {
  let state = seed >>> 0;
  return () => {  // mulberry32
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
