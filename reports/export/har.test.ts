import { Ajv, type AnySchema } from 'ajv';
import draft6 from 'ajv/dist/refs/json-schema-draft-06.json' with { type: 'json' };
import addFormats from 'ajv-formats';
// @ts-expect-error: it is without types
import schemas from 'har-schema';
import { describe, expect, test } from 'vitest';
import { sample } from '../testing/sample.ts';
import { harOf } from './har.ts';

// biome-ignore lint/suspicious/noExplicitAny: the archive is what the tests look into
type Archive = any;

const ajv = new Ajv({ allErrors: true, strict: false });
(addFormats as unknown as (ajv: Ajv) => void)(ajv);
ajv.addMetaSchema(draft6);
for (const schema of Object.values(schemas as Record<string, AnySchema>)) ajv.addSchema(schema);

function problems(archive: Archive): unknown[] {
  const validate = ajv.getSchema('har.json')!;
  return validate(archive) ? [] : (validate.errors ?? []);
}

describe('the HTTP archive of a run', () => {
  const { recording } = sample();
  const archive = harOf(recording) as Archive;

  test('is one by the schema of HAR', () => {
    expect(archive.log.entries).toHaveLength(recording.exchanges.length);
    expect(problems(archive)).toEqual([]);
    expect(problems({ log: { ...archive.log, entries: [{}] } })).not.toEqual([]);
  });

  test('has what was sent and what came back', () => {
    const [first] = recording.exchanges;
    const exchange = {
      ...first!,
      request: { ...first!.request, method: 'POST', body: { pause: null } },
      response: { ...first!.response!, status: 409, body: { conflictingRequest: { code: 409, message: '云' } } },
    };
    const [entry] = (harOf({ ...recording, exchanges: [exchange] }) as Archive).log.entries;
    expect(entry.request).toMatchObject({ method: exchange.request.method, url: exchange.request.url });
    expect(JSON.parse(entry.request.postData.text)).toEqual(exchange.request.body);
    expect(entry.response.status).toBe(exchange.response!.status);
    expect(JSON.parse(entry.response.content.text)).toEqual(exchange.response!.body);
  });

  test('has the status 0 where no answer came, and says why', () => {
    const [exchange] = recording.exchanges;
    const { response: _, ...asked } = exchange!;
    const failed = { ...asked, failure: { kind: 'timeout', message: 'no answer in 60 s' } };
    const alone = harOf({ ...recording, exchanges: [failed] }) as Archive;
    expect(problems(alone)).toEqual([]);
    expect(alone.log.entries[0]).toMatchObject({ response: { status: 0 }, _error: 'timeout: no answer in 60 s' });
  });

  test('lists the parameters of a query', () => {
    const [exchange] = recording.exchanges;
    const request = { ...exchange!.request, url: 'http://cloud.test/servers?name=%E4%BA%91&name=b&limit' };
    const alone = harOf({ ...recording, exchanges: [{ ...exchange!, request }] }) as Archive;
    expect(problems(alone)).toEqual([]);
    expect(alone.log.entries[0].request.queryString).toEqual([
      { name: 'name', value: '云' },
      { name: 'name', value: 'b' },
      { name: 'limit', value: '' },
    ]);
  });
});
