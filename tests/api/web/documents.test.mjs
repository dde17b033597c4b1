// The documents themselves: well formed by the tools of others, and about the routes that the program has.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import asyncapi from '@asyncapi/parser';

import { serve } from './ledger.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const source = (path) => readFileSync(join(here, '../../..', path), 'utf8').replaceAll(/"\s*\n\s*"/g, '');

let ledger;
let openapi;
before(async () => {
  ledger = await serve();
  openapi = await (await fetch(`${ledger.url}/openapi.json`)).json();
});
after(() => ledger.stop());

const operations = () => Object.entries(openapi.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })));

test('the OpenAPI document passes the linter', () => {
  const folder = mkdtempSync(join(tmpdir(), 'jejak-lint-'));
  try {
    writeFileSync(join(folder, 'openapi.json'), JSON.stringify(openapi));
    execFileSync(process.execPath, [join(here, 'node_modules/@redocly/cli/bin/cli.js'), 'lint', '--config',
      join(here, 'redocly.yaml'), '--max-problems', '50', join(folder, 'openapi.json')],
    { encoding: 'utf8', stdio: 'pipe', env: { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' } });
  } catch (failure) {
    assert.fail(`${failure.stdout}\n${failure.stderr}`);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('the AsyncAPI document is read without a remark', async () => {
  const text = await (await fetch(`${ledger.url}/asyncapi.json`)).text();
  const { document, diagnostics } = await new asyncapi.Parser().parse(text);
  assert.deepEqual(diagnostics.map((remark) => `${remark.path.join('/')}: ${remark.message}`), []);
  assert.ok(document.operations().all().every((operation) => operation.action() === 'send' || operation.action() === 'receive'));
});

// Route{Method::get, "v1/events", "listEvents", Access::entitled, true, answer_events},
const routes = () => [...source('api/routes.cpp').matchAll(/Route\{\s*Method::(\w+),\s*"([^"]*)",\s*"(\w+)",\s*Access::(\w+)/g)]
  .map(([, method, pattern, id, access]) => ({ id, method: method === 'del' ? 'delete' : method, path: `/${pattern}`, access }));

test('every route of the program is described, and nothing else is', () => {
  const described = operations().map(({ path, method, operation }) => `${operation.operationId}: ${method} ${path}`);
  const built = routes().map(({ id, method, path }) => `${id}: ${method} ${path.replace(/\*$/, '{path}')}`);
  assert.ok(built.length > 10);
  assert.equal(built.length, source('api/routes.cpp').split('Route{').length - 1, 'a route is written in another form');
  assert.deepEqual(described.sort(), built.sort());
});

test('whoever has to be known is told so', () => {
  const all = new Map(operations().map(({ operation }) => [operation.operationId, operation]));
  for (const { id, access } of routes()) {
    const operation = all.get(id);
    const says401 = '401' in operation.responses;
    if (access === "reader" || access === "entries") assert.ok(says401, `${id} may be answered 401`);
    if (operation.security?.length === 0) assert.ok(!says401 || access === 'signer', `${id} needs no caller`);
  }
});

test('every type of problem is described with its title and status, and nothing else is', () => {
  const rows = [...source('api/problem.cpp').matchAll(/ProblemRow\{ProblemType::\w+,\s*"([^"]+)",\s*(\d+),\s*"([^"]+)",\s*"[^"]+"(?:,\s*\d+)?(?:,\s*"([^"]+)")?\}/g)];
  assert.ok(rows.length > 20);
  const built = rows.map(([, slug, status, title, registered]) => ({ const: registered ?? `/problems/${slug}`, title, 'x-status': Number(status) }));
  assert.deepEqual(openapi.components.schemas.ProblemType.oneOf, built);
  const status = new Map(built.map((row) => [row.const, row['x-status']]));
  for (const [name, response] of Object.entries(openapi.components.responses)) {
    const said = response.content?.['application/problem+json']?.schema.allOf?.[1].properties;
    for (const type of said?.type.enum ?? []) assert.equal(said.status.const, status.get(type), `${name}: ${type}`);
  }
});

test('every problem has its page', async () => {
  for (const { const: type, title } of openapi.components.schemas.ProblemType.oneOf) {
    const page = await (await fetch(`${ledger.url}/problems/${type.split(/[/#]/).at(-1)}`)).text();
    assert.ok(page.includes(title.replaceAll("'", '&#39;')) || page.includes(title), type);
  }
});

test('the page for people shows every operation, and loads and runs nothing', async () => {
  const response = await fetch(`${ledger.url}/`);
  const page = await response.text();
  for (const { operation } of operations()) assert.ok(page.includes(`id="${operation.operationId}"`), operation.operationId);
  assert.doesNotMatch(page, /<script|<link|<img|<iframe|\son\w+=|\sstyle=|src=|@import|url\(/);
  const links = [...page.matchAll(/href="([^"]*)"/g)].map(([, target]) => target);
  const ids = new Set([...page.matchAll(/id="([^"]*)"/g)].map(([, id]) => id));
  for (const target of new Set(links)) {
    if (target.startsWith('#')) assert.ok(ids.has(target.slice(1)), target);
    else assert.equal((await fetch(`${ledger.url}/${target}`)).status, 200, target);
  }
  const style = page.match(/<style>([\s\S]*?)<\/style>/)[1];
  const hash = createHash('sha256').update(style).digest('base64');
  assert.equal(response.headers.get('content-security-policy'),
    `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`);
});

test('a document that the client has is not sent again', async () => {
  for (const path of ['/openapi.json', '/asyncapi.json', '/']) {
    const etag = (await fetch(ledger.url + path)).headers.get('etag');
    const again = await fetch(ledger.url + path, { headers: { 'If-None-Match': etag } });
    assert.equal(again.status, 304, path);
  }
});
