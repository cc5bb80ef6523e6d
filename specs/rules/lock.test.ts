import { describe, expect, it } from 'vitest';
import { exchangeOf } from '../testing/recording.ts';
import { aServer, sending, story } from '../testing/servers.ts';
import { checkOn, contractOf, gist } from '../testing/verdicts.ts';

const contract = contractOf('easystack');

function judged(lock: string, who: string, status: number) {
  const scenario = `server.${lock}/locking/${who}`;
  const change = exchangeOf(contract, 'server.stop', { intent: 'locking', scenario, status });
  return gist(checkOn(contract, `server.${lock}/lock/${who}`, [change]));
}

describe('lock', () => {
  it.each([
    ['lock', 'owner', 409],
    ['lock', 'administrator', 202],
    ['unlock', 'owner', 202],
  ])('passes: %s, %s, %i', (lock, who, status) => {
    expect(judged(lock, who, status)).toEqual({ verdict: 'pass' });
  });

  it.each([
    ['lock', 'owner', 202, 'lock-ineffective'],
    ['lock', 'owner', 403, 'lock-ineffective'],
    ['lock', 'administrator', 409, 'lock-too-strong'],
    ['unlock', 'owner', 409, 'lock-too-strong'],
  ])('fails: %s, %s, %i', (lock, who, status, code) => {
    expect(judged(lock, who, status)).toEqual({ verdict: 'fail', code, pointer: '/status' });
  });

  it('rests on the rows of the actions', () => {
    expect(checkOn(contract, 'server.lock/lock/owner', [])).toMatchObject({
      verdict: 'inconclusive',
      rows: ['easystack-compute-6.1.2#server.lock/body/lock'],
    });
  });
});

describe('lock as it is shown', () => {
  const look = (locked: unknown) => ['server.show', { body: { server: aServer({ locked }) } }] as const;
  const asked = (lock: string) => [`server.${lock}`, sending(contract, `server.${lock}`, {})] as const;
  const shown = (lock: string, ...steps: (readonly [string, object])[]) =>
    gist(checkOn(contract, `server.${lock}/lock/shown`, story(contract, [asked(lock), ...steps] as never)));

  it('passes where each look says so', () => {
    expect([shown('lock', look(true)), shown('unlock', look(false))]).toEqual([
      { verdict: 'pass' },
      { verdict: 'pass' },
    ]);
  });

  it('fails where one says the opposite', () => {
    const finding = { verdict: 'fail', code: 'lock-not-shown', pointer: '/server/locked' };
    expect(shown('lock', look(true), look(false))).toEqual(finding);
    expect(shown('unlock', look(true))).toEqual(finding);
  });

  it('says nothing of a look behind another change, nor of one that does not show it', () => {
    expect(shown('lock', asked('unlock'), look(false))).toMatchObject({ verdict: 'inconclusive' });
    expect(shown('lock', ['server.show', { body: { server: aServer() } }])).toMatchObject({ verdict: 'inconclusive' });
  });
});
