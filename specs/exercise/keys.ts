import { generateKeyPair, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import sshpk from 'sshpk';
import type { FactGroup } from './facts.ts';

/** Smallest RSA key that current OpenSSH clients take. */
const RSA_BITS = 2048;

/** Facts that are made anew for each run: an SSH public key (RFC 4253), a password of all character classes, user data in base64. */
export async function makeSecrets(): Promise<Record<'public_key' | 'password' | 'user_data', FactGroup>> {
  const { publicKey } = await promisify(generateKeyPair)('rsa', { modulusLength: RSA_BITS });
  const pem = publicKey.export({ type: 'spki', format: 'pem' });
  const publicText = sshpk
    .parseKey(pem, 'pem')
    .toString('ssh')
    .replace(/\s*\(unnamed\)$/, '');
  // Letters of both cases, a digit and a special character, whatever the random part brings: vendors ask for three classes.
  const password = `Cf1!${randomBytes(6).toString('hex')}`;
  const script = `#!/bin/sh\n# made by a conformance run ${randomBytes(8).toString('hex')}\n`;
  return {
    public_key: { value: `${publicText} conformance` },
    password: { value: password },
    user_data: { value: Buffer.from(script).toString('base64') },
  };
}
