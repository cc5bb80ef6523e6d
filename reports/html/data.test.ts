import { expect, test } from 'vitest';
import { sample } from '../testing/sample.ts';
import { BODIES_LIMIT, BODY_LIMIT, pageExchanges, SMALL_BODY_LIMIT } from './data.ts';

test('the page carries only exchanges that checks rest on', () => {
  const { report, recording } = sample();
  report.checks = report.checks.filter((check) => check.operation === 'server.pause');
  expect(Object.keys(pageExchanges(report, recording))).toEqual(['x7']);
});

test('a long body is cut, and the page says at what length', () => {
  const { report, recording } = sample();
  const response = recording.exchanges.find((exchange) => exchange.id === 'x3')?.response;
  if (response) response.body = { servers: Array.from({ length: 5000 }, (_, id) => ({ id, name: 'server' })) };
  const page = pageExchanges(report, recording).x3;
  expect(page?.cut).toEqual({ response: BODY_LIMIT });
  expect(page?.response?.body).toHaveLength(BODY_LIMIT);
  expect(typeof response?.body).toBe('object');
});

test('a body nested deeper than can be written is left out, not the report', () => {
  const { report, recording } = sample();
  let deep: unknown = 1;
  for (let depth = 0; depth < 100_000; depth += 1) deep = [deep];
  const response = recording.exchanges.find((exchange) => exchange.id === 'x3')?.response;
  if (response) response.body = deep;
  expect(pageExchanges(report, recording).x3).toMatchObject({ cut: { response: 0 }, response: { body: '' } });
});

test('the page stays within its size, and failed checks keep their bodies', () => {
  const { report, recording } = sample();
  const [first] = recording.exchanges;
  const [check] = report.checks;
  if (!first || !check) throw new Error('the sample is empty');
  recording.exchanges = Array.from({ length: 500 }, (_, index) => ({
    ...first,
    id: `x${index}`,
    response: { status: 200, headers: {}, body: 'x'.repeat(BODY_LIMIT) },
  }));
  report.checks = recording.exchanges.map((exchange, index) => ({
    ...check,
    id: `server.list/rule/${index}`,
    verdict: index === 499 ? 'fail' : 'pass',
    exchanges: [exchange.id],
  }));
  const bodies = Object.entries(pageExchanges(report, recording)).map(([id, { response }]) => ({
    id,
    length: String(response?.body).length,
  }));
  const total = bodies.reduce((sum, { length }) => sum + length, 0);
  expect(total).toBeLessThan(BODIES_LIMIT + 500 * SMALL_BODY_LIMIT);
  expect(bodies.find(({ id }) => id === 'x499')?.length).toBe(BODY_LIMIT);
  expect(bodies.find(({ id }) => id === 'x498')?.length).toBe(SMALL_BODY_LIMIT);
});
