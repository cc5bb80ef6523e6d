import { describe, expect, it } from 'vitest';
import { exchangeOf, withoutAnswer } from '../testing/recording.ts';
import { checkOn, contractOf, gist } from '../testing/verdicts.ts';

const contract = contractOf('huawei');
const id = 'baremetal.create/task-found';
const ordered = exchangeOf(contract, 'baremetal.create');
const look = (status: number) => ({
  ...ordered,
  operation: 'baremetal-job.show',
  intent: 'poll' as const,
  follows: 'x1',
  response: { status, headers: {} },
});

describe('task-found', () => {
  it('passes where the task that the answer names is there', () => {
    expect(checkOn(contract, id, [ordered, look(200)])).toMatchObject({
      verdict: 'pass',
      exchanges: ['x2', 'x1'],
      rows: ['huawei-bms-v1#baremetal.create/state/asynchronous'],
    });
  });

  it('fails where it is not', () => {
    expect(gist(checkOn(contract, id, [ordered, look(404)]))).toEqual({
      ...{ verdict: 'fail', code: 'task-lost', pointer: '/job_id' },
    });
  });

  it('fails where it says that it is another one, and not where it says nothing of that', () => {
    const { job_id } = ordered.response!.body as { job_id: string };
    const shown = (body: unknown) => {
      const of = { ...look(200), response: { status: 200, headers: {}, body } };
      return gist(checkOn(contract, id, [ordered, of]));
    };
    expect(shown({ job_id })).toEqual({ verdict: 'pass' });
    expect(shown({ id: job_id })).toEqual({ verdict: 'pass' });
    expect(shown({ job_id: `${job_id}0` })).toEqual({ verdict: 'fail', code: 'task-differs', pointer: '/job_id' });
  });

  it('is inconclusive where nobody looked, or nothing was answered', () => {
    expect(gist(checkOn(contract, id, [ordered]))).toMatchObject({ verdict: 'inconclusive' });
    expect(gist(checkOn(contract, id, [ordered, look(503)]))).toMatchObject({ reason: 'target-busy' });
    const { response: _response, ...unanswered } = look(200);
    expect(checkOn(contract, id, [ordered, withoutAnswer(unanswered, 'reset')]).verdict).toBe('inconclusive');
  });
});
