import { describe, expect, test } from 'vitest';
import { createAjv } from '../../schemas/ajv.ts';
import { contractOf, PROFILES } from '../../specs/testing/verdicts.ts';
import { sample } from '../testing/sample.ts';
import { partsOf } from './openapi-parts.ts';
import { postmanOfContract, postmanOfRun } from './postman.ts';

// biome-ignore lint/suspicious/noExplicitAny: the collection is what the tests look into
type Collection = any;

const TEXT = { type: 'string' };
const PAIRS = {
  type: 'array',
  items: {
    type: 'object',
    required: ['key', 'value'],
    additionalProperties: false,
    properties: { key: TEXT, value: TEXT, description: TEXT, disabled: { type: 'boolean' } },
  },
};

/** The part of the published format 2.1 that the collections make use of. */
const FORMAT = {
  type: 'object',
  required: ['info', 'item'],
  additionalProperties: false,
  properties: {
    info: {
      type: 'object',
      required: ['name', 'schema'],
      properties: { schema: { const: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json' } },
    },
    item: { type: 'array', items: { $ref: '#/$defs/folder' } },
    variable: PAIRS,
  },
  $defs: {
    folder: {
      type: 'object',
      required: ['name', 'item'],
      properties: { name: TEXT, item: { type: 'array', minItems: 1, items: { $ref: '#/$defs/item' } } },
    },
    item: {
      type: 'object',
      required: ['name', 'request', 'response'],
      properties: {
        name: TEXT,
        request: { $ref: '#/$defs/request' },
        response: { type: 'array', items: { type: 'object', required: ['code', 'originalRequest', 'header', 'body'] } },
        event: { type: 'array', items: { type: 'object', required: ['listen', 'script'] } },
      },
    },
    request: {
      type: 'object',
      required: ['method', 'header', 'url'],
      properties: {
        method: TEXT,
        header: PAIRS,
        url: {
          type: 'object',
          required: ['raw', 'host'],
          properties: {
            raw: TEXT,
            host: { type: 'array', items: TEXT },
            path: { type: 'array', items: TEXT },
            query: PAIRS,
            variable: PAIRS,
          },
        },
        body: { type: 'object', required: ['mode', 'raw'], properties: { mode: { const: 'raw' }, raw: TEXT } },
      },
    },
  },
};
const validate = createAjv().compile(FORMAT);
const problems = (collection: Collection): unknown[] => (validate(collection) ? [] : (validate.errors ?? []));
const itemsOf = (collection: Collection): Collection[] => collection.item.flatMap((folder: Collection) => folder.item);

describe('the Postman collection of a contract', () => {
  test.each(PROFILES)('has each operation of %s, with a body where one is wanted', (profile) => {
    const parts = partsOf(contractOf(profile));
    const collection: Collection = postmanOfContract(parts);
    expect(problems(collection)).toEqual([]);
    expect(problems({ ...collection, item: [{}] })).not.toEqual([]);
    const items = itemsOf(collection);
    expect(items).toHaveLength(parts.operations.length);
    const asking = items.filter(({ request }) => request.body);
    expect(asking).toHaveLength(parts.operations.filter(({ request }) => request).length);
    for (const { request } of asking) expect(Object.keys(JSON.parse(request.body.raw))).not.toEqual([]);
  });

  test('keeps addresses and the token in variables, and takes the token from the answer', () => {
    const collection: Collection = postmanOfContract(partsOf(contractOf('easystack')));
    const show = itemsOf(collection).find(({ name }) => name.includes('(server.show)'));
    expect(show.request.url.raw).toBe('{{compute}}/servers/:server_id');
    expect(show.request.header).toContainEqual({ key: 'X-Auth-Token', value: '{{token}}' });
    const token = itemsOf(collection).find(({ name }) => name.includes('(token.create)'));
    expect(token.event[0].script.exec[0]).toContain("get('X-Subject-Token')");
    expect(token.request.header.map(({ key }: Collection) => key)).not.toContain('X-Auth-Token');
    expect(collection.variable.map(({ key }: Collection) => key)).toEqual(['compute', 'identity', 'image', 'token']);
  });
});

describe('the Postman collection of a run', () => {
  const { recording } = sample();

  test('has each exchange, with its answer as an example', () => {
    const collection: Collection = postmanOfRun(recording, contractOf('openstack'));
    expect(problems(collection)).toEqual([]);
    expect(itemsOf(collection)).toHaveLength(recording.exchanges.length);
    const answered = itemsOf(collection).find(({ response }) => response.length > 0);
    expect(answered.response[0].code).toBeGreaterThan(0);
  });

  test('has no token and no signature in it, and the address of the service in a variable', () => {
    const [exchange] = recording.exchanges;
    const headers = {
      'x-auth-token': '«redacted:token:text:6:1f»',
      Authorization: 'SDK-HMAC-SHA256 …',
      Accept: 'text/plain',
    };
    const request = { ...exchange!.request, url: 'http://cloud.test/v2.1/p/servers?name=b', headers };
    const target = {
      ...recording.header.target,
      endpoints: { compute: 'http://cloud.test/v2.1/p', root: 'http://cloud.test' },
    };
    const collection: Collection = postmanOfRun(
      { header: { ...recording.header, target }, exchanges: [{ ...exchange!, identity: 'member', request }] },
      contractOf('openstack'),
    );
    const [item] = itemsOf(collection);
    expect(item.request.url).toMatchObject({
      raw: '{{compute}}/servers?name=b',
      path: ['servers'],
      query: [{ key: 'name', value: 'b' }],
    });
    expect(item.request.header).toEqual([
      { key: 'X-Auth-Token', value: '{{token}}' },
      { key: 'Accept', value: 'text/plain' },
    ]);
    expect(JSON.stringify(collection)).not.toContain('SDK-HMAC');
  });
});
