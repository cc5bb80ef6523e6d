import { describe, expect, it } from 'vitest';
import { aServer, sending, story } from '../testing/servers.ts';
import { checkOn, contractOf, gist } from '../testing/verdicts.ts';

const contract = contractOf('openstack');
const marker = (tag: string) => `«redacted:password:text:12:${tag}»`;

function judged(sent: string | undefined, shown: unknown) {
  const request = sending(contract, 'server.create', { server: sent === undefined ? {} : { adminPass: sent } });
  const body = { server: aServer(shown === undefined ? {} : { adminPass: shown }) };
  return gist(
    checkOn(contract, 'server.create/admin-password', story(contract, [['server.create', { ...request, body }]])),
  );
}

describe('admin-password', () => {
  it('passes for the one that was sent, and for one that was made', () => {
    expect(judged(marker('0a'), marker('0a'))).toEqual({ verdict: 'pass' });
    expect(judged(undefined, marker('0a'))).toEqual({ verdict: 'pass' });
  });

  it('fails for another one, and for none', () => {
    expect(judged(marker('0a'), marker('0b'))).toMatchObject({ verdict: 'fail', code: 'password-differs' });
    expect(judged(undefined, '')).toMatchObject({ verdict: 'fail', code: 'password-empty' });
  });

  it('says nothing where no password is shown', () => {
    expect(judged(marker('0a'), undefined)).toMatchObject({ verdict: 'inconclusive' });
  });
});
