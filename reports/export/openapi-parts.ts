/** What the descriptions of a contract are put together from. */
import type { Schema } from '../../schemas/fold.ts';
import { InputError } from '../../schemas/input.ts';
import { inRange } from '../../schemas/version.ts';
import type { Contract, Operation } from '../../specs/contract/types.ts';
import type { Language } from '../text.ts';
import { Examples } from './openapi-examples.ts';
import { FactsOfMembers } from './openapi-facts.ts';
import { versionHeaders } from './openapi-parameters.ts';
import { SchemaComponents } from './openapi-schemas.ts';

/** A contract at one microversion, ready to be described. */
export interface Parts {
  contract: Contract;
  version: string;
  language: Language;
  /** Those that the microversion has, in the order of the tables. */
  operations: readonly Operation[];
  /** Reusable parameters that ask for the microversion, by name. */
  headers: Record<string, Schema>;
  /** Messages by name. */
  schemas: Record<string, Schema>;
  examples: Examples;
}

/** Where a service is found, until somebody says where: a name that is reserved for never being resolved (RFC 2606). */
export const endpointOf = (service: string): string => `https://${service}.cloud.invalid`;

/** Whether an operation is answered with a body at a microversion. */
export function hasBody({ response, bodiless }: Operation, version: string): boolean {
  return response !== 'none' && !(bodiless && inRange(version, bodiless));
}

/**
 * Folds a contract for a microversion, the highest of the profile if left out.
 * @throws InputError for a microversion that the profile does not have
 */
export function partsOf(contract: Contract, options: { microversion?: string; language?: Language } = {}): Parts {
  const { profile } = contract;
  const { min, max } = profile.microversions;
  const { microversion: version = max, language = 'en' } = options;
  if (!/^\d+\.\d+$/.test(version) || !inRange(version, { from: min, until: max })) {
    throw new InputError(`the profile ${profile.id} has the microversions ${min} to ${max}, and not "${version}"`);
  }
  const operations = [...contract.operations.values()].filter((one) => inRange(version, one.versions ?? {}));
  const facts = new FactsOfMembers(contract, version, language);
  const components = new SchemaComponents(contract, version, facts);
  for (const operation of operations) {
    const { request, response } = operation;
    if (request) {
      facts.add(operation, 'body', request);
      components.add(request, 'request');
    }
    if (hasBody(operation, version)) {
      facts.add(operation, 'response', response);
      components.add(response, 'response');
    }
  }
  for (const service of new Set(operations.map((one) => one.service))) {
    for (const message of Object.values(profile.errors[service] ?? {})) if (message) components.add(message, 'error');
  }
  const schemas = components.schemas();
  const headers = versionHeaders(contract, version, language);
  return {
    contract,
    version,
    language,
    operations,
    headers,
    schemas,
    examples: new Examples(contract, schemas, language),
  };
}
