import { createHash, createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { InputError, readText } from '../../schemas/input.ts';

/** How a key is made, for messages. */
const HOW = 'make one with "openssl genpkey -algorithm ed25519 -out key.pem"';

/** Reads an Ed25519 private key (PEM, without a passphrase). @throws {InputError} */
export function readPrivateKey(file: string): KeyObject {
  return checked(file, 'a private key', () => createPrivateKey(readText(file)));
}

/** Reads an Ed25519 public key (PEM); a private key will not do, as it has no business where results are verified. @throws {InputError} */
export function readPublicKey(file: string): KeyObject {
  const text = readText(file);
  if (text.includes('PRIVATE KEY'))
    throw new InputError(
      'this is a private key; verify with its public half ("openssl pkey -in key.pem -pubout -out public.pem")',
      { file },
    );
  return checked(file, 'a public key', () => createPublicKey(text));
}

/** The key of a signature file (SubjectPublicKeyInfo in Base64); undefined where it is none. */
export function decodePublicKey(text: string): KeyObject | undefined {
  try {
    const key = createPublicKey({ key: Buffer.from(text, 'base64'), format: 'der', type: 'spki' });
    return key.asymmetricKeyType === 'ed25519' && encodePublicKey(key) === text ? key : undefined;
  } catch {
    return undefined;
  }
}

/** The form in which a signature file has the key. */
export function encodePublicKey(key: KeyObject): string {
  return key.export({ format: 'der', type: 'spki' }).toString('base64');
}

/** A short name of a key, to compare with the one that its owner published. */
export function fingerprintOf(key: KeyObject): string {
  const digest = createHash('sha256').update(key.export({ format: 'der', type: 'spki' }));
  return `SHA256:${digest.digest('base64').replace(/=+$/, '')}`;
}

function checked(file: string, what: string, read: () => KeyObject): KeyObject {
  let key: KeyObject;
  try {
    key = read();
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw new InputError(`not readable as ${what} in PEM without a passphrase; ${HOW}`, { file });
  }
  if (key.asymmetricKeyType === 'ed25519') return key;
  throw new InputError(`an Ed25519 key is expected, and this one is ${key.asymmetricKeyType}; ${HOW}`, { file });
}
