import { generateKeyPairSync } from 'node:crypto';
import sshpk from 'sshpk';
import { describe, expect, it } from 'vitest';
import { createRedactor } from '../exercise/record/redact.ts';
import { exchangeOf } from '../testing/recording.ts';
import { checkOn, contractOf, gist } from '../testing/verdicts.ts';

const contract = contractOf('openstack');

function pair() {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 1024 });
  const private_key = privateKey.export({ type: 'pkcs1', format: 'pem' }) as string;
  const key = sshpk.parsePrivateKey(private_key, 'pem').toPublic();
  return { private_key, public_key: key.toString('ssh'), fingerprint: key.fingerprint('md5').toString('hex') };
}

const [one, other] = [pair(), pair()];

function judged(member: string, keypair: Record<string, unknown>) {
  const request = { method: 'POST', url: 'https://cloud.example.com/v2.1/os-keypairs', headers: {} };
  const sent = exchangeOf(contract, 'keypair.create', { request, body: { keypair: { name: 'a', ...keypair } } });
  const recorded = createRedactor().exchange(sent);
  expect(JSON.stringify(recorded)).not.toContain(one.private_key.split('\n')[1]);
  return gist(checkOn(contract, `keypair.create/keypair-fits/keypair.${member}`, [recorded]));
}

describe('keypair-fits', () => {
  it('passes for keys and a fingerprint that fit, although the private key is not recorded', () => {
    expect(judged('private_key', one)).toEqual({ verdict: 'pass' });
    expect(judged('fingerprint', one)).toEqual({ verdict: 'pass' });
  });

  it('fails for the private key of another pair', () => {
    expect(judged('private_key', { ...one, public_key: other.public_key })).toEqual({
      verdict: 'fail',
      code: 'key-differs',
      pointer: '/keypair/private_key',
    });
  });

  it('fails for the fingerprint of another key', () => {
    expect(judged('fingerprint', { ...one, fingerprint: other.fingerprint })).toMatchObject({
      code: 'fingerprint-differs',
    });
  });

  it('says nothing of keys that it cannot read', () => {
    const broken = '-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----\n';
    expect(judged('private_key', { ...one, private_key: broken })).toMatchObject({ verdict: 'inconclusive' });
    expect(judged('fingerprint', { ...one, public_key: 'x509' })).toMatchObject({ verdict: 'inconclusive' });
  });
});
