import { setImmediate as turn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { createGate } from './gate.ts';

it('lets in as many as there is room for, in the order of asking', async () => {
  const gate = createGate(2, Number.POSITIVE_INFINITY);
  const entered: number[] = [];
  for (const number of [1, 2, 3, 4, 5]) void gate.enter().then(() => entered.push(number));
  await turn();
  expect(entered).toEqual([1, 2]);
  gate.leave();
  await turn();
  expect(entered).toEqual([1, 2, 3]);
  gate.leave();
  gate.leave();
  await turn();
  expect(entered).toEqual([1, 2, 3, 4, 5]);
  gate.leave();
  gate.leave();
  for (const number of [6, 7, 8]) void gate.enter().then(() => entered.push(number));
  await turn();
  expect(entered).toEqual([1, 2, 3, 4, 5, 6, 7]);
});

it('gives the place of one who gave up to the next', async () => {
  const gate = createGate(1, Number.POSITIVE_INFINITY);
  await gate.enter();
  const impatient = new AbortController();
  const given = gate.enter(impatient.signal);
  const patient = gate.enter();
  impatient.abort(new Error('enough'));
  await expect(given).rejects.toThrow('enough');
  gate.leave();
  await patient;
  await expect(gate.enter(AbortSignal.abort(new Error('too late')))).rejects.toThrow('too late');
});

it('frees the place of one who gives up while waiting for the rate', async () => {
  const gate = createGate(1, 0.01);
  await gate.enter();
  gate.leave();
  const impatient = new AbortController();
  const given = gate.enter(impatient.signal);
  await turn();
  impatient.abort(new Error('enough'));
  await expect(given).rejects.toThrow('enough');
  const next = gate.enter(AbortSignal.timeout(20));
  await expect(next).rejects.toThrow('timeout');
});
