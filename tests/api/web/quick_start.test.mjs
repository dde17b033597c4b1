// The program in docs/api.md: it has types that fit, and does what it says.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { secret, serve, vkey } from './ledger.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '../../..');
const client = join(root, 'api/client');

let ledger;
let folder;
before(async () => {
  ledger = await serve();
  mkdirSync(join(client, 'build'), { recursive: true });
  folder = mkdtempSync(join(client, 'build/quick-start-'));  // within the package, which it imports by its name
});
after(async () => {
  rmSync(folder, { recursive: true });
  await ledger.stop();
});

test('the program on the page runs', () => {
  const [, program] = readFileSync(join(root, 'docs/api.md'), 'utf8').match(/```ts\n([\s\S]*?)```/);
  writeFileSync(join(folder, 'process.d.ts'), 'declare const process: { argv: string[] };\n');
  writeFileSync(join(folder, 'quick_start.ts'), program);
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({
    extends: '../../tsconfig.json',
    compilerOptions: { noEmit: false, outDir: '.', rootDir: '.', declaration: false },
    include: ['*.ts'],
    exclude: [],
  }));
  execFileSync(process.execPath, [join(client, 'node_modules/typescript/bin/tsc'), '-p', folder], { encoding: 'utf8' });
  const printed = execFileSync(process.execPath, [join(folder, 'quick_start.js'), ledger.url, vkey(), secret('BKN@kl:BKN')],
    { encoding: 'utf8', timeout: 30_000 }).split('\n');
  assert.match(printed[0], /^1001 entries, simulated; the next event is [0-9a-f-]{36}$/);
  assert.match(printed[1], /^entry 496: verdict [1-9][0-9]*, 1 signature$/);
  assert.equal(printed[2], '496 example.jejak.simulated.SanctionDecisionIssued E_APPROVAL_REQUIRED');
  assert.match(printed.at(-2), /^520 example\.jejak\.simulated\.SanctionDecisionIssued ADMITTED$/);
});
