import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import type { AkSkCredentials } from '../target/types.ts';
import type { HttpRequest } from './types.ts';

/** The part of the signer that is used; its own types ask for a whole request and credentials of the vendor's client. */
interface Signer {
  sign(
    request: {
      method: string;
      endpoint: string;
      headers: Record<string, string>;
      queryParams: Record<string, string | string[]>;
      data?: unknown;
    },
    credential: { getAk(): string; getSk(): string },
  ): Record<string, string>;
}

// The package's main module loads a whole client with logger and proxy; its signer can be had alone. It is CommonJS, and loaders
// differ in what an import of such a module gives.
const require = createRequire(import.meta.url);
const { AKSKSigner } = require('@huaweicloud/huaweicloud-sdk-core/auth/AKSKSigner.js') as { AKSKSigner: Signer };

/**
 * The request with the headers of a signature by the vendor's own signer (SDK-HMAC-SHA256), valid for some 15 minutes from now.
 * What is signed: the headers given, `host`, `X-Sdk-Date`, the path, the query and the body as `JSON.stringify` writes it.
 */
export function signRequest(request: HttpRequest, credentials: AkSkCredentials): HttpRequest {
  const url = new URL(request.url);
  const hasType = Object.keys(request.headers).some((name) => name.toLowerCase() === 'content-type');
  const headers = {
    ...request.headers,
    ...(request.body === undefined || hasType ? {} : { 'Content-Type': 'application/json' }),
    'X-Project-Id': credentials.projectId,
    ...(credentials.securityToken ? { 'X-Security-Token': credentials.securityToken } : {}),
    // The signer hashes JSON only, and takes a falsy value for no body.
    ...(request.text !== undefined || (request.body !== undefined && !request.body) ? contentHash(request) : {}),
  };
  const signed = AKSKSigner.sign(
    {
      method: request.method,
      // It encodes the path itself, so it has to get the plain one.
      endpoint: url.origin + decodedPath(url.pathname),
      headers,
      queryParams: queryOf(url),
      ...(request.body === undefined ? {} : { data: request.body }),
    },
    { getAk: () => credentials.accessKey, getSk: () => credentials.secretKey },
  );
  return { ...request, headers: signed };
}

function contentHash(request: HttpRequest): Record<string, string> {
  const payload = request.text ?? JSON.stringify(request.body);
  return { 'X-Sdk-Content-Sha256': createHash('sha256').update(payload).digest('hex') };
}

function decodedPath(pathname: string): string {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return pathname;
  }
}

function queryOf(url: URL): Record<string, string | string[]> {
  const query: Record<string, string | string[]> = {};
  for (const name of new Set(url.searchParams.keys())) {
    const values = url.searchParams.getAll(name);
    query[name] = values.length === 1 ? values[0]! : values;
  }
  return query;
}
