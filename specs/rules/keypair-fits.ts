import sshpk from 'sshpk';
import type { Consistency } from '../contract/consistency.ts';
import { type Place, placesAt, valueIn } from '../contract/paths.ts';
import { fail, inconclusive, pass, unobserved } from '../judge/outcome.ts';
import type { Rule } from '../judge/rule.ts';
import type { Sighting } from '../judge/sightings.ts';
import type { Finding } from '../judge/types.ts';
import type { Exchange } from '../recording/types.ts';
import { succeeded } from './facts.ts';
import { memberOf, planMembers } from './shown.ts';

/** What a key turned out to be: right, not to be told, or wrong. */
type Reading = 'right' | 'unknown' | Finding;

/** A private key fits the public key beside it, and the fingerprint is that key's (MD5 of the blob of RFC 4253, in hexadecimal with colons). */
export const keypairFits: Rule = {
  id: 'keypair-fits',
  title: { en: 'Keys and fingerprint fit', zh: '密钥与指纹相符' },

  plan(operation, contract) {
    return planMembers(operation, contract, ({ key }) => (key ? [key.private, key.fingerprint] : []));
  },

  judge(check, operation, evidence) {
    const { table, member, sightings } = memberOf(check.detail!, operation, evidence);
    const seen: Exchange[] = [];
    const unread: Exchange[] = [];
    for (const exchange of succeeded(operation, evidence)) {
      for (const sighting of sightings.in(exchange)) {
        const [place] = placesAt(sighting.value, member, sighting.pointer);
        if (!place || typeof place.value !== 'string') continue;
        const reading =
          member === table.key!.private ? readPrivate(place, sighting, table) : readFingerprint(place, sighting, table);
        if (typeof reading === 'object') return fail(reading, [exchange]);
        (reading === 'right' ? seen : unread).push(exchange);
      }
    }
    if (seen.length > 0) return pass(seen);
    if (unread.length === 0) return unobserved(operation, evidence);
    return inconclusive(
      'not-observed',
      { en: 'The key is of a kind that the suite cannot read.', zh: '该密钥的类型无法解析。' },
      unread,
    );
  },
};

/** The recording keeps the public key of each private key in its place. */
function readPrivate(place: Place, sighting: Sighting, table: Consistency): Reading {
  const derived = sighting.exchange.response!.derived?.find(({ pointer }) => pointer === place.pointer);
  const expected = derived && blobOf(derived.publicKey);
  const actual = blobOf(valueIn(sighting.value, table.key!.public));
  if (!derived || !expected || !actual) return 'unknown';
  if (expected.equals(actual)) return 'right';
  return {
    code: 'key-differs',
    pointer: place.pointer,
    expected: valueIn(sighting.value, table.key!.public),
    actual: derived.publicKey,
    message: { en: 'The private key belongs to another public key.', zh: '私钥与公钥不匹配。' },
  };
}

function readFingerprint(place: Place, sighting: Sighting, table: Consistency): Reading {
  const publicKey = valueIn(sighting.value, table.key!.public);
  const expected = fingerprintOf(publicKey);
  if (expected === undefined) return 'unknown';
  if (expected === place.value) return 'right';
  return {
    code: 'fingerprint-differs',
    pointer: place.pointer,
    expected,
    actual: place.value,
    message: { en: 'The fingerprint is not that of the public key.', zh: '指纹与公钥不符。' },
  };
}

function parse(publicKey: unknown): sshpk.Key | undefined {
  if (typeof publicKey !== 'string') return undefined;
  try {
    return sshpk.parseKey(publicKey.trim(), 'ssh');
  } catch {
    return undefined;
  }
}

function blobOf(publicKey: unknown): Buffer | undefined {
  return parse(publicKey)?.toBuffer('rfc4253');
}

function fingerprintOf(publicKey: unknown): string | undefined {
  return parse(publicKey)?.fingerprint('md5').toString('hex');
}
