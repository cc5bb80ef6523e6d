import type { EndpointInterface } from '../target/types.ts';
import { TargetError } from './errors.ts';

/** One service of the catalog with its addresses. */
export interface CatalogEntry {
  type: string;
  name: string;
  endpoints: { interface: string; region: string; url: string }[];
}

/** Catalog types by service, the best first (OpenStack's service types authority lists the aliases). */
const TYPES: Record<string, string[]> = {
  'block-storage': ['block-storage', 'volumev3', 'block-store', 'volume', 'volumev2'],
  volume: ['volumev3', 'block-storage', 'volume'],
};

/** Services whose paths in the operation tables begin with the version, though a catalog may have it already. */
const ROOTED = new Set(['identity', 'image', 'network']);

/** Other names of a service, for the overrides of a target file or a clouds.yaml. */
export function typesOf(service: string): string[] {
  return [...new Set([service, ...(TYPES[service] ?? [])])];
}

/** The catalog of a token; whatever in it is not an endpoint is left out. */
export function readCatalog(value: unknown): CatalogEntry[] {
  return records(value).flatMap((entry) => {
    if (typeof entry.type !== 'string') return [];
    const endpoints = records(entry.endpoints).flatMap(({ interface: side, region, region_id: regionId, url }) => {
      if (typeof url !== 'string' || !URL.canParse(url) || !/^https?:/i.test(url)) return [];
      return [
        { interface: String(side ?? 'public').replace(/URL$/, ''), region: String(regionId ?? region ?? ''), url },
      ];
    });
    return [{ type: entry.type, name: String(entry.name ?? ''), endpoints }];
  });
}

/**
 * The address of a service.
 * @throws {TargetError} `catalog`: no such service, none for the region or interface, or several regions and none named
 */
export function findEndpoint(
  catalog: readonly CatalogEntry[],
  service: string,
  side: EndpointInterface,
  region: string | undefined,
): string {
  const types = typesOf(service);
  const entry = types.map((type) => catalog.find((candidate) => candidate.type === type)).find(Boolean);
  if (!entry) {
    const known = catalog.map(({ type }) => type).join(', ') || 'nothing';
    throw new TargetError(
      'catalog',
      `the catalog has no service of type ${types.join(' or ')} (it has ${known}); ${mend(service)}`,
    );
  }
  const here = entry.endpoints.filter((endpoint) => region === undefined || endpoint.region === region);
  const regions = [...new Set(entry.endpoints.map((endpoint) => endpoint.region))];
  if (here.length === 0) {
    const sentence = `the catalog has ${entry.type} in ${regions.join(', ') || 'no region'}, not in region "${region}"`;
    throw new TargetError('catalog', `${sentence}; set "region" in the target file`);
  }
  const fitting = here.filter((endpoint) => endpoint.interface === side);
  if (fitting.length === 0) {
    const sides = [...new Set(here.map((endpoint) => endpoint.interface))].join(', ');
    throw new TargetError(
      'catalog',
      `the catalog has no ${side} address of ${entry.type} (only ${sides}); set "interface" in the target file`,
    );
  }
  if (region === undefined && new Set(fitting.map((endpoint) => endpoint.region)).size > 1) {
    throw new TargetError(
      'catalog',
      `the catalog has ${entry.type} in several regions (${regions.join(', ')}); set "region" in the target file`,
    );
  }
  return fitting[0]!.url;
}

/** Without a slash at its end; identity, image and network without a version too. */
export function baseUrl(service: string, url: string): string {
  const base = url.replace(/\/+$/, '');
  return ROOTED.has(service) ? base.replace(/\/v\d+(\.\d+)?$/, '') : base;
}

/** What to do about a service that has no address. */
export function mend(service: string): string {
  return `set "endpoints.${service}" in the target file`;
}

function records(value: unknown): Record<string, unknown>[] {
  if (!Array.isArray(value)) return [];
  return value.filter((item) => typeof item === 'object' && item !== null);
}
