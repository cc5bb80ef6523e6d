import { expect, it } from 'vitest';
import { baseUrl, findEndpoint, readCatalog } from './catalog.ts';
import { TargetError } from './errors.ts';

const endpoint = (url: string, region = 'north', side = 'public') => ({
  interface: side,
  region,
  region_id: region,
  url,
});
const CATALOG = readCatalog([
  { type: 'compute', name: 'nova', endpoints: [endpoint('http://c'), endpoint('http://i', 'north', 'internal')] },
  { type: 'volumev3', name: 'cinder', endpoints: [endpoint('http://v/v3/p1')] },
  { type: 'two', name: 'two', endpoints: [endpoint('http://n'), endpoint('http://s', 'south')] },
  { type: 'old', name: 'old', endpoints: [{ interface: 'publicURL', region: 'north', url: 'http://o' }] },
]);

it.each([
  ['compute', 'public', undefined, 'http://c'],
  ['compute', 'internal', 'north', 'http://i'],
  ['block-storage', 'public', undefined, 'http://v/v3/p1'],
  ['two', 'public', 'south', 'http://s'],
  ['old', 'public', undefined, 'http://o'],
] as const)('%s, %s, in %s, is at %s', (service, side, region, url) => {
  expect(findEndpoint(CATALOG, service, side, region)).toBe(url);
});

it.each([
  [
    'ecs',
    'public',
    undefined,
    'has no service of type ecs (it has compute, volumev3, two, old); set "endpoints.ecs" in the target file',
  ],
  ['two', 'public', undefined, 'has two in several regions (north, south); set "region" in the target file'],
  ['compute', 'public', 'south', 'has compute in north, not in region "south"; set "region" in the target file'],
  [
    'compute',
    'admin',
    undefined,
    'has no admin address of compute (only public, internal); set "interface" in the target file',
  ],
] as const)('%s, %s, in %s: the catalog %4$s', (service, side, region, sentence) => {
  const find = (): string => findEndpoint(CATALOG, service, side, region);
  expect(find).toThrow(TargetError);
  expect(find).toThrow(`the catalog ${sentence}`);
});

it('takes versions off where the paths begin with them, and slashes off everywhere', () => {
  expect(baseUrl('image', 'http://g/image/v2/')).toBe('http://g/image');
  expect(baseUrl('network', 'http://n/v2.0')).toBe('http://n');
  expect(baseUrl('compute', 'http://c/v2.1/')).toBe('http://c/v2.1');
});

it('reads what is an endpoint out of rubbish', () => {
  const rubbish = [
    null,
    5,
    { type: 3 },
    { type: 'a' },
    { type: 'b', endpoints: [null, { url: 5 }, { url: 'javascript:alert(1)' }, {}] },
  ];
  expect(readCatalog(rubbish)).toEqual([
    { type: 'a', name: '', endpoints: [] },
    { type: 'b', name: '', endpoints: [] },
  ]);
  expect(readCatalog('none')).toEqual([]);
});
