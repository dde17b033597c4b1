// Prepares what the tests start from, runs them, and counts: run.mjs --bin DIR [NAME…]

import { readdirSync, rmSync, existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { fileURLToPath } from 'node:url';

import { prepare } from './ledger.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const [flag, bin, ...names] = process.argv.slice(2);
if (flag !== '--bin' || !existsSync(join(bin ?? '', 'jejak'))) {
  console.error(`no program jejak in ${bin}; build it or use --bin`);
  process.exit(2);
}

const files = readdirSync(here)
  .filter((file) => file.endsWith('.test.mjs'))
  .filter((file) => names.length === 0 || names.includes(file.slice(0, -'.test.mjs'.length)))
  .sort();
if (files.length === 0) {
  console.error(`no test is called ${names.join(', ')}`);
  process.exit(2);
}

const folder = prepare(bin);
process.env.JEJAK_BIN = bin;
process.env.JEJAK_PREPARED = folder;

let passed = 0;
let failed = 0;
const count = (data, by) => {
  if (data.details?.type !== 'suite' && data.todo === undefined && data.skip === undefined) by();
};
run({ files: files.map((file) => join(here, file)), concurrency: 2, timeout: 300_000 })
  .on('test:pass', (data) => count(data, () => { passed += 1; }))
  .on('test:fail', (data) => count(data, () => { failed += 1; }))
  .compose(spec)
  .on('end', () => {
    rmSync(folder, { recursive: true, force: true });
    console.log(`${passed} passed, ${failed} failed`);
    process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
  })
  .pipe(process.stdout, { end: false });
