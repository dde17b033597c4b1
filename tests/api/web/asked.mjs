// Calls operations of the OpenAPI document and judges each answer by it: status, headers, form, every member.

import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

const pointer = (...names) => names.map((name) => name.replaceAll('~', '~0').replaceAll('/', '~1')).join('/');

export class Asked {
  seen = new Map();  // "operationId status" → how often
  problems = new Set();

  constructor(url, openapi) {
    this.url = url;
    this.openapi = openapi;
    this.operations = new Map();
    for (const [path, methods] of Object.entries(openapi.paths)) {
      for (const [method, operation] of Object.entries(methods)) {
        this.operations.set(operation.operationId, { path, method, operation });
      }
    }
    this.ajv = new Ajv2020({ strict: true, strictTypes: false, strictRequired: false, allErrors: true });
    addFormats(this.ajv);
    this.ajv.addFormat('int64', { type: 'number', validate: Number.isInteger });
    this.ajv.addVocabulary(['x-status', 'example', ...Object.keys(openapi)]);
    this.ajv.addSchema(openapi, 'openapi');
  }

  // What is wrong with a value, by the schema at a JSON pointer; nothing if it is as described.
  wrong(place, value) {
    const validate = this.ajv.getSchema(`openapi#/${place}`);
    if (!validate) throw new Error(`no schema at ${place}`);
    return validate(value) ? null : this.ajv.errorsText(validate.errors, { separator: '\n' });
  }

  request(id, { path = {}, query = {}, headers = {}, body, method } = {}) {
    const known = this.operations.get(id);
    if (!known) throw new Error(`no operation ${id}`);
    const target = known.path.replace(/\{(\w+)\}/g, (_, name) => {
      if (!(name in path)) throw new Error(`${id}: ${name} is not given`);
      return path[name];
    });
    const text = Object.entries(query).map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&');
    return new Request(this.url + target + (text ? `?${text}` : ''), {
      method: method ?? known.method.toUpperCase(), headers, body, redirect: 'error',
    });
  }

  // Sends a request of an operation, and fails unless its answer is one that the document describes.
  async call(id, options = {}) {
    return this.judge(id, await fetch(this.request(id, options)));
  }

  async judge(id, response) {
    const bytes = Buffer.from(await response.arrayBuffer());
    const answer = { status: response.status, headers: response.headers, bytes, text: bytes.toString('utf8') };
    const { place, described } = this.#described(id, response.status);
    const fail = (what) => { throw new Error(`${id} ${response.status}: ${what}\n${answer.text.slice(0, 2000)}`); };
    for (const [name, header] of Object.entries(described.headers ?? {})) this.#header(name, header, response, fail);
    const type = response.headers.get('content-type');
    this.seen.set(`${id} ${response.status}`, (this.seen.get(`${id} ${response.status}`) ?? 0) + 1);
    if (!described.content) {
      if (bytes.length !== 0) fail('a body, but none is described');
      return answer;
    }
    const kind = type?.split(';')[0];
    const content = described.content[kind];
    if (!content) fail(`the content type ${type} is not described`);
    const at = `${place}/content/${pointer(kind)}`;
    const isJson = kind === 'application/json' || kind.endsWith('+json');
    if (isJson) answer.json = JSON.parse(answer.text);
    if (content.schema) {
      const wrong = this.wrong(`${at}/schema`, isJson ? answer.json : answer.text);
      if (wrong) fail(wrong);
    }
    if (content['x-line-schema']) {
      answer.lines = answer.text.split('\n').filter(Boolean).map((line) => JSON.parse(line));
      for (const line of answer.lines) {
        const wrong = this.wrong(`${at}/x-line-schema`, line);
        if (wrong) fail(`${wrong}\nin ${JSON.stringify(line)}`);
      }
    }
    if (kind === 'text/csv' && content.example && !answer.text.startsWith(content.example)) fail('other columns');
    if (kind === 'application/problem+json') {
      if (answer.json.status !== response.status) fail('the status in the body is another');
      this.problems.add(answer.json.type);
    }
    return answer;
  }

  #described(id, status) {
    const { path, method, operation } = this.operations.get(id);
    const key = String(status) in operation.responses ? String(status) : 'default';
    if (key === 'default' && status < 400) throw new Error(`${id}: ${status} is not described`);
    const described = operation.responses[key];
    if (!described.$ref) return { place: `paths/${pointer(path)}/${method}/responses/${key}`, described };
    const place = described.$ref.slice('#/'.length);
    return { place, described: place.split('/').reduce((node, name) => node[name], this.openapi) };
  }

  // Described headers are there and fit, but for those that say `required: false`.
  #header(name, header, response, fail) {
    let known = header;
    while (known.$ref) known = known.$ref.slice(2).split('/').reduce((node, part) => node[part], this.openapi);
    const value = response.headers.get(name);
    if (value === null) {
      if (known.required !== false) fail(`the header ${name} is missing`);
      return;
    }
    const isNumber = known.schema.type === 'integer' || known.schema.$ref?.endsWith('/Number');
    const inline = this.ajv.compile({ ...known.schema, ...(known.schema.$ref && { $ref: `openapi${known.schema.$ref}` }) });
    if (!inline(isNumber ? Number(value) : value)) fail(`${name}: ${value}: ${this.ajv.errorsText(inline.errors)}`);
  }
}

export async function askedOf(url) {
  const response = await fetch(`${url}/openapi.json`);
  return new Asked(url, await response.json());
}
