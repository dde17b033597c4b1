// The client's types are those of the document that the program serves.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { serve } from './ledger.mjs';

const client = join(dirname(fileURLToPath(import.meta.url)), '../../../api/client');

let ledger;
before(async () => { ledger = await serve(); });
after(() => ledger.stop());

test('schema.ts is made from the document as it is; `npm run generate` in api/client makes it again', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'jejak-forms-'));
  try {
    writeFileSync(join(folder, 'openapi.json'), await (await fetch(`${ledger.url}/openapi.json`)).text());
    execFileSync(process.execPath, [join(client, 'node_modules/openapi-typescript/bin/cli.js'),
      join(folder, 'openapi.json'), '--output', join(folder, 'schema.ts')], { stdio: 'pipe' });
    const [here, made] = [join(client, 'src'), folder].map((where) => readFileSync(join(where, 'schema.ts'), 'utf8'));
    assert.ok(here === made, 'schema.ts is of another document');
  } finally {
    rmSync(folder, { recursive: true });
  }
});
