import { createConfig, lintFromString, type NormalizedProblem } from '@redocly/openapi-core';
import { describe, expect, test } from 'vitest';
import { createAjv } from '../../schemas/ajv.ts';
import { InputError } from '../../schemas/input.ts';
import { contractOf, PROFILES } from '../../specs/testing/verdicts.ts';
import { openApiOf } from './openapi.ts';
import { partsOf } from './openapi-parts.ts';

// biome-ignore lint/suspicious/noExplicitAny: the document is what the tests look into
type Document = any;

const made = new Map<string, Document>();

/** A description, made once. */
function describeProfile(profile: (typeof PROFILES)[number], version?: string): Document {
  const contract = contractOf(profile);
  const microversion = version ?? contract.profile.microversions.max;
  const key = `${profile} ${microversion}`;
  const known = made.get(key) ?? openApiOf(partsOf(contract, { microversion }));
  made.set(key, known);
  return known;
}

/** All recommended rules as errors, and what is off among them but holds for us. */
const config = createConfig({
  extends: ['recommended-strict'],
  rules: {
    'spec-strict-refs': 'error',
    'no-unused-components': 'error',
    'tag-description': 'error',
    'operation-description': 'error',
    'no-invalid-media-type-examples': { severity: 'error', allowAdditionalProperties: true },
    'no-invalid-schema-examples': { severity: 'error', allowAdditionalProperties: true },
  },
});

async function lint(document: Document): Promise<string[]> {
  const problems: NormalizedProblem[] = await lintFromString({
    source: JSON.stringify(document),
    absoluteRef: 'openapi.json',
    config: await config,
  });
  return problems.map(({ ruleId, message, location }) => `${ruleId}: ${message} (${location[0]?.pointer})`);
}

describe('the OpenAPI description', () => {
  test.each([
    ['openstack', '2.93'],
    ['openstack', '2.1'],
    ['easystack', '2.88'],
    ['easystack', '2.25'],
    ['huawei', '2.1'],
  ] as const)('of %s at %s has nothing that a strict linter minds', async (profile, microversion) => {
    expect(await lint(describeProfile(profile, microversion))).toEqual([]);
  });

  test('is really read by the linter', async () => {
    const document = structuredClone(describeProfile('huawei'));
    delete document.components.schemas.cloudserver;
    const { get } = document.paths['/servers/{server_id}'];
    for (const example of Object.values<Document>(get.responses['200'].content['application/json'].examples)) {
      example.value.server.id = 7;
    }
    const problems = (await lint(document)).join('\n');
    expect(problems).toContain("no-unresolved-refs: Can't resolve $ref");
    expect(problems).toContain('no-invalid-media-type-examples: Example value must conform');
  });

  test('has each operation that the microversion has, once', () => {
    for (const profile of PROFILES) {
      const microversion = profile === 'easystack' ? '2.25' : '2.1';
      const { paths } = describeProfile(profile, microversion);
      const described = Object.values<Document>(paths).flatMap(({ servers: _, ...methods }) =>
        Object.values<Document>(methods).flatMap((operation) => operation['x-operations']),
      );
      const { operations } = partsOf(contractOf(profile), { microversion });
      expect(described.sort()).toEqual(operations.map(({ id }) => id).sort());
    }
    expect(JSON.stringify(describeProfile('openstack').paths)).not.toContain('service.disable');
  });

  test('is folded for its microversion', () => {
    const members = (microversion?: string): Document =>
      describeProfile('openstack', microversion).components.schemas['server.create.request'].properties.server;
    expect(members('2.1').properties).not.toHaveProperty('description');
    expect(members().properties).toHaveProperty('description');
    expect(members('2.1').required).not.toContain('networks');
    expect(members().required).toContain('networks');
    expect(JSON.stringify(describeProfile('openstack'))).not.toMatch(/"x-(from|until|versions|optional|when|required)/);
  });

  test('has an answer that lacks what is promised for an invalid one', () => {
    const { server } = describeProfile('easystack', '2.25').components.schemas;
    expect(server.required).toEqual(expect.arrayContaining(['id', 'status', 'OS-EXT-STS:vm_state']));
    expect(server.required).not.toContain('fault');
    expect(server.properties.accessIPv4['x-rows']).toContain(
      'easystack-compute-6.1.2#server.show/response/server.accessIPv4',
    );
    expect(server.properties.accessIPv4.description).toBeTruthy();
  });

  test('tells the actions on a server apart: each body fits one, and only one', () => {
    const document = describeProfile('easystack', '2.25');
    const { content } = document.paths['/servers/{server_id}/action'].post.requestBody;
    const { schema, examples } = content['application/json'];
    const ajv = createAjv({ validateSchema: false, meta: false, strict: false });
    ajv.addSchema({ ...document, $id: 'openapi' });
    const branches = (schema.oneOf as { $ref: string }[]).map(({ $ref }) => ajv.getSchema(`openapi${$ref}`)!);
    expect(branches.length).toBeGreaterThan(15);
    const bodies = Object.values<Document>(examples).map(({ value }) => value);
    expect(bodies.length).toBeGreaterThanOrEqual(branches.length);
    for (const body of bodies) expect(branches.filter((fits) => fits(body))).toHaveLength(1);
  });

  test('says how to show who one is, by profile', () => {
    const schemes = (profile: (typeof PROFILES)[number]) =>
      Object.keys(describeProfile(profile).components.securitySchemes);
    expect(schemes('easystack')).toEqual(['token']);
    expect(schemes('huawei')).toEqual(['token', 'signature']);
    const token = describeProfile('easystack').paths['/v3/auth/tokens'].post;
    expect(token.security).toEqual([]);
    expect(token.responses['201'].headers).toHaveProperty('X-Subject-Token');
  });

  test('is in the language asked for', () => {
    const { info } = openApiOf(partsOf(contractOf('huawei'), { language: 'zh' })) as Document;
    expect(info.title).toBe('华为弹性云服务器与裸金属服务器');
  });

  test('needs a microversion of the profile', () => {
    for (const microversion of ['2.94', 'latest']) {
      expect(() => partsOf(contractOf('openstack'), { microversion })).toThrow(InputError);
    }
    expect(() => partsOf(contractOf('huawei'), { microversion: '2.2' })).toThrow('2.1 to 2.1');
  });
});
