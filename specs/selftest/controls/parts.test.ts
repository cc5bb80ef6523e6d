import { describe, expect, it } from 'vitest';
import { exchangeOf, recordingOf } from '../../testing/recording.ts';
import { contractOf } from '../../testing/verdicts.ts';
import { Subject } from '../subject.ts';
import { optionalAbsent } from './parts.ts';

describe('optional fields that are never there', () => {
  it('are not those that a query parameter brings', () => {
    const contract = contractOf('openstack');
    const hypervisors = [{ id: 'a', servers: [{ uuid: 'b', name: 'c' }], cpu_info: { vendor: 'e' } }];
    const list = exchangeOf(contract, 'hypervisor.list-details', { microversion: '2.53', body: { hypervisors } });
    const subject = new Subject(contract, recordingOf(contract, [list]), { seed: 1, base: new Map(), depth: 1 });
    const tried = [...optionalAbsent.variations(subject)].map(({ id }) => id);
    expect(tried).not.toContain('hypervisor.list-details/hypervisors[].servers');
    expect(tried.length).toBeGreaterThan(0);
  });
});
