import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { createAjv } from './ajv.ts';
import { InputError, readYaml, validateInput } from './input.ts';
import { closest } from './sentences.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

const SCHEMA = {
  type: 'object',
  required: ['name', 'level'],
  additionalProperties: false,
  properties: {
    name: { type: 'string', minLength: 1, examples: ['staging'] },
    level: { enum: ['must', 'should', 'may'] },
    limits: {
      type: 'object',
      additionalProperties: false,
      properties: { servers: { type: 'integer', minimum: 1, examples: [4] } },
    },
    status: {
      anyOf: [{ type: 'integer' }, { type: 'object', required: ['code'], properties: { code: { type: 'integer' } } }],
    },
    day: { type: 'string', format: 'date', examples: ['2026-12-31'] },
  },
};

function mistake(text: string): InputError {
  try {
    validateInput(readYaml('some.yaml', text), SCHEMA);
  } catch (error) {
    if (error instanceof InputError) return error;
    throw error;
  }
  throw new Error('nothing was found wrong');
}

describe('what is wrong with an input', () => {
  it.each([
    ['name: a\nlevl: must\n', 'some.yaml:2: unknown key "levl"; did you mean "level"?'],
    [
      'name: a\nlevel: must\nlimits:\n  machines: 4\n',
      'some.yaml:4: unknown key "machines" in "limits"; known are servers',
    ],
    ['level: must\n', 'some.yaml:1: "name" is missing; add it; for example staging'],
    ['name: a\nlevel: shoud\n', 'some.yaml:2: "level" must be one of must, should, may; did you mean "should"?'],
    [
      'name: a\nlevel: must\nlimits: {servers: many}\n',
      'some.yaml:3: "limits.servers" must be a whole number; for example 4',
    ],
    ['name: a\nlevel: must\nlimits:\n  servers: 0\n', 'some.yaml:4: "limits.servers" must be >= 1; for example 4'],
    ['name: a\nlevel: must\nstatus: ok\n', 'some.yaml:3: "status" must be a whole number or a mapping (key: value)'],
    ['name: a\nlevel: must\nstatus:\n  code: ok\n', 'some.yaml:4: "status.code" must be a whole number'],
    ['name: a\nlevel: must\nday: tomorrow\n', 'some.yaml:3: "day" is not of the format date; for example 2026-12-31'],
    ['- a\n', 'some.yaml:1: the document must be a mapping (key: value)'],
    ['', 'some.yaml: the document must be a mapping (key: value)'],
  ])('%j', (text, sentence) => {
    expect(mistake(text).message).toBe(sentence);
  });

  it('names the uppermost mistake of several', () => {
    expect(mistake('name: 1\nlevel: must\nlimits: {servers: 0}\n')).toMatchObject({
      line: 1,
      key: 'name',
      exitCode: 2,
    });
  });

  it('shows where YAML itself is broken', () => {
    expect(() => readYaml('some.yaml', 'a: 1\nb: [1, 2\nc: 3\n')).toThrow(/^some\.yaml:\d: not readable as YAML: /);
    expect(() => readYaml('some.yaml', 'a: 1\na: 2\n')).toThrow(
      'some.yaml:2: not readable as YAML: Map keys must be unique',
    );
  });

  it('says that a file is not there, or is a folder', () => {
    const folder = temporaryFolder();
    expect(() => readYaml(path.join(folder, 'none.yaml'))).toThrow('there is no such file; check the path');
    expect(() => readYaml(folder)).toThrow('this is a folder; name a file in it');
  });

  it('gives the data of a good file', () => {
    const file = path.join(temporaryFolder(), 'good.yaml');
    writeFileSync(file, 'name: a\nlevel: may\nstatus: {code: 3}\n');
    expect(validateInput(readYaml(file), SCHEMA)).toEqual({ name: 'a', level: 'may', status: { code: 3 } });
  });
});

describe('closest', () => {
  it('takes a slip of the finger, and nothing farther', () => {
    expect(closest('huawie', ['openstack', 'easystack', 'huawei'])).toBe('huawei');
    expect(closest('amazon', ['openstack', 'easystack', 'huawei'])).toBeUndefined();
  });
});

describe('formats of our own', () => {
  const ajv = createAjv();
  const fits = (format: string, value: string): boolean => ajv.validate({ type: 'string', format }, value);

  it.each([
    ['mac-address', 'fa:16:3e:4c:2c:30', true],
    ['mac-address', 'FA:16:3E:4C:2C:30', true],
    ['mac-address', 'fa-16-3e-4c-2c-30', false],
    ['mac-address', 'fa:16:3e:4c:2c', false],
    ['base64', '', true],
    ['base64', 'YQ==', true],
    ['base64', 'YQ', false],
    ['base64', 'Y*==', false],
    ['nova-date-time', '2022-04-27T13:03:56.000000', true],
    ['nova-date-time', '2022-04-27T13:03:56', true],
    ['nova-date-time', '2022-04-27T13:03:56Z', false],
    ['nova-date-time', '2022-02-30T13:03:56', false],
    ['nova-date-time', '2022-04-27', false],
    ['date-time', '2022-04-27T13:03:56Z', true],
    ['uuid', 'not-a-uuid', false],
  ])('%s: %j is %j', (format, value, expected) => {
    expect(fits(format, value)).toBe(expected);
  });

  it('refuses a misspelt keyword, and takes the annotations', () => {
    expect(() => createAjv().compile({ type: 'string', minlength: 3 })).toThrow('unknown keyword');
    const schema = {
      type: 'object',
      properties: { a: { type: 'string', 'x-from': '2.26', 'x-optional': 'only with tags' } },
    };
    expect(createAjv().validate(schema, { a: 'b' })).toBe(true);
  });
});
