import { describe, expect, it } from 'vitest';
import { aServer, SERVER, sending, story } from '../testing/servers.ts';
import { checkOn, contractOf, gist } from '../testing/verdicts.ts';

const contract = contractOf('openstack');
const attach = { ...sending(contract, 'server.attach-volume', {}), body: { volumeAttachment: { volumeId: 'v1' } } };
const detach = {
  ...sending(contract, 'server.detach-volume', undefined),
  body: undefined,
  parameters: { server_id: SERVER, volume_id: 'v1' },
};
const show = (...ids: string[]) => ({
  body: { server: aServer({ 'os-extended-volumes:volumes_attached': ids.map((id) => ({ id })) }) },
});

function judged(operation: string, steps: [string, object][], timedOut = false) {
  const exchange = steps.findIndex(([id]) => id === operation) + 1;
  const wait = {
    operation,
    exchange: `x${exchange}`,
    resource: 'server',
    to: ['ACTIVE'],
    reached: 'ACTIVE',
    interrupted: false,
  };
  const changes = { awaits: [{ ...wait, timedOut }] };
  return checkOn(contract, `${operation}/attachments-show`, story(contract, steps as never), changes);
}

describe('attachments-show', () => {
  it('waits for what was attached to appear', () => {
    const looks = (...ids: string[]): [string, object][] => [
      ['server.attach-volume', attach],
      ['server.show', show()],
      ['server.show', show(...ids)],
    ];
    expect(judged('server.attach-volume', looks('v0', 'v1'))).toMatchObject({ verdict: 'pass' });
    expect(gist(judged('server.attach-volume', looks('v0'), true))).toMatchObject({
      verdict: 'fail',
      code: 'attachment-missing',
    });
    expect(judged('server.attach-volume', looks('v0'), false)).toMatchObject({ verdict: 'inconclusive' });
  });

  it('waits for what was detached to disappear', () => {
    const looks = (...ids: string[]): [string, object][] => [
      ['server.attach-volume', attach],
      ['server.detach-volume', detach],
      ['server.show', show('v1')],
      ['server.show', show(...ids)],
    ];
    expect(judged('server.detach-volume', looks())).toMatchObject({ verdict: 'pass' });
    expect(gist(judged('server.detach-volume', looks('v1'), true))).toMatchObject({
      verdict: 'fail',
      code: 'attachment-stays',
    });
  });

  it('does not take a look from before for one from after', () => {
    const steps: [string, object][] = [
      ['server.show', show('v1')],
      ['server.attach-volume', attach],
    ];
    expect(judged('server.attach-volume', steps).verdict).toBe('inconclusive');
  });
});
