// The messages of the AsyncAPI document: which value is which message, and what is wrong with one that is not.

import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';

export class Described {
  constructor(asyncapi) {
    this.ajv = new Ajv({ strict: false, allErrors: true });  // AsyncAPI's own schemas are those of draft 7
    addFormats(this.ajv);
    this.ajv.addFormat('int64', { type: 'number', validate: Number.isInteger });
    this.ajv.addSchema(asyncapi, 'asyncapi');
  }

  static async by(url) {
    return new Described(await (await fetch(`${url}/asyncapi.json`)).json());
  }

  wrong(message, value) {
    const validate = this.ajv.getSchema(`asyncapi#/components/messages/${message}/payload`);
    return validate(value) ? null : this.ajv.errorsText(validate.errors);
  }
}
