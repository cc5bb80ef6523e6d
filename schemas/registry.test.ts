import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { createAjv } from './ajv.ts';
import { foldSchema } from './fold.ts';
import { resolve, SchemaRegistry } from './registry.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';
import { compareVersions } from './version.ts';

const directory = temporaryFolder();

function write(profile: string, message: string, text: string): void {
  mkdirSync(path.join(directory, profile), { recursive: true });
  writeFileSync(path.join(directory, profile, `${message}.yaml`), text);
}

let shared: SchemaRegistry;
let vendor: SchemaRegistry;
beforeAll(() => {
  write('shared', 'thing', 'type: object\nproperties: {id: {type: integer}, size: {type: integer, x-from: "2.5"}}\n');
  write('shared', 'thing.show.response', 'type: object\nproperties: {thing: {$ref: thing}}\n');
  write('shared', 'tree', 'type: object\nproperties: {child: {$ref: tree}, old: {type: string, x-until: "2.8"}}\n');
  write('shared', 'part', 'type: object\nproperties: {id: {$ref: "thing#/properties/id"}}\n');
  write('vendor', 'thing', 'properties: {id: {type: string}, size: null, colour: {enum: [red]}}\n');
  write('vendor', 'extra', 'type: boolean\n');

  shared = new SchemaRegistry(['shared'], directory);
  vendor = new SchemaRegistry(['shared', 'vendor'], directory);
});

describe('a registry', () => {
  it('knows the messages of its profiles, a vendor laid over what is shared', () => {
    expect(shared.names()).toEqual(['part', 'thing', 'thing.show.response', 'tree']);
    expect(vendor.names()).toContain('extra');
    expect(shared.has('extra')).toBe(false);
    expect(vendor.source('thing')).toEqual({
      type: 'object',
      properties: { id: { type: 'string' }, colour: { enum: ['red'] } },
    });
    expect(shared.source('thing')).toHaveProperty('properties.size');
  });

  it("leads a shared message's references to the vendor's part", () => {
    expect(shared.validator('thing.show.response', '2.1')({ thing: { id: 1 } })).toBe(true);
    expect(vendor.validator('thing.show.response', '2.1')({ thing: { id: 1 } })).toBe(false);
    expect(vendor.validator('thing.show.response', '2.1')({ thing: { id: 'a' } })).toBe(true);
    expect(vendor.validator('part', '2.1')({ id: 1 })).toBe(false);
  });

  it('folds for the microversion asked for', () => {
    expect(shared.folded('thing', '2.4')).toEqual({ type: 'object', properties: { id: { type: 'integer' } } });
    expect(shared.folded('thing', '2.5')).toHaveProperty('properties.size');
    expect(shared.validator('thing', '2.4')({ size: 'x' })).toBe(true);
    expect(shared.validator('thing', '2.30')({ size: 'x' })).toBe(false);
  });

  it('reports all errors', () => {
    const validate = shared.validator('thing', '2.5');
    expect(validate({ id: 'x', size: 'y' })).toBe(false);
    expect(validate.errors?.map((error) => error.instancePath)).toEqual(['/id', '/size']);
  });

  it('compiles each form of a message once', () => {
    expect(shared.validator('thing.show.response', '2.1')).toBe(shared.validator('thing.show.response', '2.4'));
    expect(shared.validator('thing.show.response', '2.4')).not.toBe(shared.validator('thing.show.response', '2.5'));
    expect(shared.folded('thing', '2.5')).toBe(shared.folded('thing', '2.93'));
  });

  it('knows where a message, or what it refers to, changes', () => {
    expect(shared.boundaries('thing.show.response')).toEqual(['2.1', '2.5']);
    expect(vendor.boundaries('thing.show.response')).toEqual(['2.1']);
    expect(shared.boundaries('tree')).toEqual(['2.1', '2.9']);
  });

  it('stands a message that refers to itself', () => {
    expect(shared.validator('tree', '2.1')({ child: { child: { old: 1 } } })).toBe(false);
    expect(shared.validator('tree', '2.9')({ child: { child: { old: 1 } } })).toBe(true);
  });

  it.each(['source', 'boundaries', 'folded', 'validator'] as const)(
    'says where an unknown message belongs (%s)',
    (ask) => {
      expect(() => shared[ask]('nothing', '2.1')).toThrow(
        'no message schema "nothing"; it belongs in schemas/<profile>/nothing.yaml',
      );
    },
  );

  it('names the file that is no YAML', () => {
    write('broken', 'thing', 'type: [\n');
    expect(() => new SchemaRegistry(['broken'], directory)).toThrow(/thing\.yaml:\d+: not readable as YAML/);
  });
});

describe('resolve', () => {
  const lookUp = (name: string) => shared.folded(name, '2.1');

  it('follows a reference, keeping what stands beside it', () => {
    expect(resolve({ $ref: 'part#/properties/id', 'x-optional': 'why' }, lookUp)).toEqual({
      type: 'integer',
      'x-optional': 'why',
    });
    expect(resolve({ type: 'string' }, lookUp)).toEqual({ type: 'string' });
  });

  it('says which reference leads nowhere', () => {
    expect(() => resolve({ $ref: 'part#/properties/name' }, lookUp)).toThrow(
      '$ref "part#/properties/name" leads nowhere',
    );
  });
});

// The messages as they stand. The registry itself skips these questions, to be quick.
describe.each([[['openstack']], [['openstack', 'easystack']], [['openstack', 'huawei']]])(
  'the messages of %j',
  (profiles) => {
    const registry = new SchemaRegistry(profiles);
    const everyBoundary = [...new Set(registry.names().flatMap((name) => registry.boundaries(name)))].sort(
      compareVersions,
    );

    it('are JSON Schemas', () => {
      const ajv = createAjv();
      const wrong = registry.names().filter((name) => !ajv.validateSchema(registry.source(name)));
      expect(wrong).toEqual([]);
    });

    it('are annotated as docs/formats.md says', () => {
      const wrong = registry.names().flatMap((name) => annotationFaults(registry.source(name), name));
      expect(wrong).toEqual([]);
    });

    it.each(everyBoundary)('compile at %s, where something begins or has ended', (version) => {
      for (const name of registry.names()) expect(() => registry.validator(name, version), name).not.toThrow();
    });

    it('stay the same from one boundary to the next', () => {
      for (const name of registry.names()) {
        const own = registry.boundaries(name);
        for (const version of everyBoundary) {
          const boundary = own.findLast((start) => compareVersions(start, version) <= 0)!;
          expect(foldSchema(registry.source(name), version), `${name} at ${version}`).toEqual(
            foldSchema(registry.source(name), boundary),
          );
        }
      }
    });
  },
);

const VERSION_KEYS = ['x-from', 'x-until', 'x-required-from', 'x-required-until'];

/** A microversion without quotes is a number to YAML: 2.10 would be 2.1. */
function annotationFaults(part: unknown, where: string): string[] {
  if (typeof part !== 'object' || part === null) return [];
  return Object.entries(part).flatMap(([key, value]) => {
    const here = `${where}/${key}`;
    if (VERSION_KEYS.includes(key)) return isVersion(value) ? [] : [`${here} is no quoted microversion`];
    if (key === 'x-optional') return typeof value === 'string' ? [] : [`${here} gives no reason`];
    if (key === 'x-rows') return isRows(value) ? [] : [`${here} is no list of row ids`];
    if (key !== 'x-versions') return annotationFaults(value, here);
    const entries = value as Record<string, unknown>[];
    return entries.flatMap(({ from, until, schema, ...rest }, index) => [
      ...[from, until]
        .filter((end) => end !== undefined && !isVersion(end))
        .map(() => `${here}/${index}: no quoted microversion`),
      ...Object.keys(rest).map((name) => `${here}/${index}: "${name}" is none of from, until, schema`),
      ...annotationFaults(schema, `${here}/${index}`),
    ]);
  });
}

function isVersion(value: unknown): boolean {
  return typeof value === 'string' && /^\d+\.\d+$/.test(value);
}

function isRows(value: unknown): boolean {
  return Array.isArray(value) && value.every((id) => /^[a-z0-9.-]+#[a-z.-]+\/[a-z]+\/.+$/.test(id));
}
