// A real ledger behind the real program: the tiny demo, of which a part is recorded, and the rest can be sent.

import { execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const recordedAtFirst = 1000;
export const origin = 'simulated.jejak.example/tiny';

// Plans the demo and records its first events, in a new folder. Called once, by the runner.
export function prepare(bin) {
  const folder = mkdtempSync(join(tmpdir(), 'jejak-api-'));
  const jejak = (args, input) => execFileSync(join(bin, 'jejak'), args, { cwd: folder, input, stdio: ['pipe', 'pipe', 'pipe'] });
  jejak(['demo', 'tiny', 'demo']);
  const foundedAt = readFileSync(join(folder, 'demo/founded-at'), 'utf8').trim();
  jejak(['init', 'ledger', '--genesis', 'demo/genesis.note', '--log-key', 'demo/log.skey', '--at', foundedAt]);
  const lines = readFileSync(join(folder, 'demo/events.ndjson'), 'utf8').split('\n').filter(Boolean);
  writeFileSync(join(folder, 'rest.ndjson'), lines.slice(recordedAtFirst).join('\n') + '\n');
  jejak(['record', 'ledger', '-', '--log-key', 'demo/log.skey'], lines.slice(0, recordedAtFirst).join('\n') + '\n');
  return folder;
}

export const prepared = () => process.env.JEJAK_PREPARED;
export const planned = (name) => readFileSync(join(prepared(), 'demo', name), 'utf8');
planned.names = (folder) => readdirSync(join(prepared(), 'demo', folder));
export const vkey = () => planned('policy').match(/^log (\S+)/m)[1];

// The secret key of an office ("BKN@kl:BKN"), as text; its seed, 32 bytes.
export const secret = (office) => planned(`keys/${office}#1.skey`);
export function seedOf(office) {
  const [, base64] = secret(office).match(/^PRIVATE\+KEY\+[^+]+\+[0-9a-f]{8}\+(\S+)$/m);
  return Buffer.from(base64, 'base64').subarray(1);
}

// Serves a copy of the prepared ledger until stop() is called.
export async function serve({ isPublic = true, more = [] } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'jejak-served-'));
  cpSync(join(prepared(), 'ledger'), join(folder, 'ledger'), { recursive: true });
  const args = ['serve', '--ledger', join(folder, 'ledger'), '--key', join(prepared(), 'demo/log.skey'),
    '--listen', '127.0.0.1:0', '--no-request-log', '--checkpoint-every', '5', ...(isPublic ? ['--public'] : []), ...more];
  const program = spawn(join(process.env.JEJAK_BIN, 'jejak'), args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  program.stderr.on('data', (bytes) => { said += bytes; });
  const ended = new Promise((resolve) => program.on('exit', resolve));
  const lines = createInterface({ input: program.stdout });
  const address = await Promise.race([
    new Promise((resolve) => lines.once('line', (line) => resolve(JSON.parse(line).address))),
    ended.then((code) => { throw new Error(`jejak serve ended with ${code}: ${said}`); }),
  ]);
  const rest = readFileSync(join(prepared(), 'rest.ndjson'), 'utf8').split('\n').filter(Boolean);
  return {
    url: `http://${address}`,
    // The next events of the plan as lines; what is taken has to be sent, in this order.
    take: (count) => rest.splice(0, count),
    async record(count) {
      const response = await fetch(`http://${address}/v1/events?wait=published`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/x-ndjson' },
        body: this.take(count).join('\n'),
      });
      const answers = (await response.text()).trim().split('\n').map((line) => JSON.parse(line));
      const no = answers.find((answer) => answer.status >= 300);
      if (no) throw new Error(`not recorded: ${JSON.stringify(no)}`);
      return answers;
    },
    async stop() {
      program.kill('SIGTERM');
      const code = await ended;
      rmSync(folder, { recursive: true, force: true });
      if (code !== 0) throw new Error(`jejak serve ended with ${code}: ${said}`);
    },
  };
}
