import sshpk from 'sshpk';
import type { DerivedKey } from '../../recording/types.ts';

const PRIVATE_KEY = /^-----BEGIN [A-Z ]{0,20}PRIVATE KEY-----/;
/** A longer text is no key that anyone hands out. */
const LONGEST = 65536;

/**
 * The public halves of the private keys in a body: they may be kept where those themselves may not, and tell whether a private
 * key fits the public key beside it. A key that cannot be read is left out.
 */
export function publicKeysIn(body: unknown, pointer = ''): DerivedKey[] {
  if (typeof body === 'string') return derive(body, pointer);
  if (typeof body !== 'object' || body === null) return [];
  return Object.entries(body).flatMap(([name, value]) =>
    publicKeysIn(value, `${pointer}/${name.replace(/~/g, '~0').replace(/\//g, '~1')}`),
  );
}

function derive(text: string, pointer: string): DerivedKey[] {
  if (text.length > LONGEST || !PRIVATE_KEY.test(text)) return [];
  try {
    const key = sshpk.parsePrivateKey(text, 'auto').toPublic();
    const [type, blob] = key.toString('ssh').split(' ');
    return [{ pointer, publicKey: `${type} ${blob}` }];
  } catch {
    return [];
  }
}
