import type { InputError } from '../../../schemas/input.ts';
import type { EndpointInterface } from './types.ts';

/** The members of `identity` in a target file; clouds.yaml and the environment are brought into this form. */
export interface IdentityFields {
  url?: string;
  username?: string;
  userId?: string;
  userDomain?: string;
  userDomainId?: string;
  password?: string;
  token?: string;
  applicationCredentialId?: string;
  applicationCredentialName?: string;
  applicationCredentialSecret?: string;
  project?: string;
  projectId?: string;
  projectDomain?: string;
  projectDomainId?: string;
  accessKey?: string;
  secretKey?: string;
  securityToken?: string;
}

/** Identity fields, with what their source says of the deployment beside them. */
export interface IdentitySource {
  fields: IdentityFields;
  region?: string;
  interface?: EndpointInterface;
  verify?: boolean;
  /** Path of a PEM file. */
  caFile?: string;
  endpoints?: Record<string, string>;
  /** The error for a field that is missing or doesn't fit, naming it as its source does. */
  fail(field: keyof IdentityFields | undefined, sentence: (name: string) => string): InputError;
}

/** The interface that older tools write as `publicURL`. */
export function interfaceOf(text: string | undefined): EndpointInterface | undefined {
  const name = text?.replace(/URL$/, '');
  return name === 'public' || name === 'internal' || name === 'admin' ? name : undefined;
}

/** An object without the members that are undefined or empty: an exported variable without a value counts as none. */
export function present<T extends object>(members: { [K in keyof T]: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined && value !== '')) as T;
}
