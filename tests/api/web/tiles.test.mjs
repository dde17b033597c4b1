// The tree, read by a client that nobody here wrote (tests/api/tiles).

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { planned, serve, vkey } from './ledger.mjs';

const program = join(dirname(fileURLToPath(import.meta.url)), '../tiles/main.go');

let ledger;
let folder;
before(async () => {
  ledger = await serve();
  folder = mkdtempSync(join(tmpdir(), 'jejak-tiles-'));
  assert.ok(existsSync('/usr/share/gocode/src/golang.org/x/mod/sumdb/tlog'), 'golang-golang-x-mod-dev is not installed: tools/install check');
  const env = { ...process.env, GO111MODULE: 'off', GOPATH: '/usr/share/gocode', GOFLAGS: '', GOCACHE: join(folder, 'cache') };
  await promisify(execFile)('go', ['build', '-o', join(folder, 'tiles'), program], { env });
});
after(async () => {
  rmSync(folder, { recursive: true, force: true });
  await ledger.stop();
});

const read = (key) => promisify(execFile)(join(folder, 'tiles'), ['-url', ledger.url, '-vkey', key]);

test('Go\'s checksum-database client finds checkpoint, tiles, records and proofs true, also after the ledger has grown', async () => {
  const told = (count) => new RegExp(`^${count} records, \\d+ proofs as served, \\d+ earlier trees: true\n$`);
  const { head } = await (await fetch(`${ledger.url}/v1/status`)).json();
  assert.match((await read(vkey())).stdout, told(head));
  await ledger.record(30);
  const grown = (await (await fetch(`${ledger.url}/v1/status`)).json()).published;
  assert.ok(grown >= head + 30);
  assert.match((await read(vkey())).stdout, told(grown));
});

test('and believes no other key', async () => {
  const other = planned('policy').match(/^log (\S+)/m)[1].replace(/.{5}$/, 'AAAA=');
  await assert.rejects(read(other));
});
