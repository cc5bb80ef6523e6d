import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareVersions, inRange, nextVersion } from './version.ts';

const version = fc.tuple(fc.nat(4), fc.nat(120)).map(([major, minor]) => `${major}.${minor}`);

describe('compareVersions', () => {
  it.each([
    ['2.1', '2.1', 0],
    ['2.9', '2.10', -1],
    ['2.100', '2.99', 1],
    ['3.0', '2.93', 1],
    ['2.01', '2.1', 0],
  ])('%s against %s', (left, right, sign) => {
    expect(Math.sign(compareVersions(left, right))).toBe(sign);
  });

  it('is a total order', () => {
    fc.assert(
      fc.property(version, version, version, (a, b, c) => {
        expect(Math.sign(compareVersions(a, b))).toBe(0 - Math.sign(compareVersions(b, a)));
        expect(compareVersions(a, b) === 0).toBe(a === b);
        if (compareVersions(a, b) <= 0 && compareVersions(b, c) <= 0)
          expect(compareVersions(a, c)).toBeLessThanOrEqual(0);
      }),
    );
  });

  it.each(['', '2', '2.', '.1', '2.1.1', 'v2.1', '2.1 ', '2.1\n', 'latest', '-2.1', '2.1e3'])('refuses %j', (text) => {
    expect(() => compareVersions(text, '2.1')).toThrow(`"${text}" is no microversion; expected major.minor`);
    expect(() => compareVersions('2.1', text)).toThrow('is no microversion');
  });
});

describe('inRange', () => {
  it.each([
    ['2.1', {}, true],
    ['2.25', { from: '2.25' }, true],
    ['2.24', { from: '2.25' }, false],
    ['2.25', { until: '2.25' }, true],
    ['2.26', { until: '2.25' }, false],
    ['2.30', { from: '2.9', until: '2.100' }, true],
    ['2.30', { from: '2.31', until: '2.29' }, false],
    ['2.30', { from: undefined, until: undefined }, true],
  ])('%s in %j', (asked, range, expected) => {
    expect(inRange(asked, range)).toBe(expected);
  });
});

describe('nextVersion', () => {
  it('is the first that an until of the one before shuts out', () => {
    fc.assert(
      fc.property(version, version, (end, other) => {
        expect(inRange(other, { until: end })).toBe(compareVersions(other, nextVersion(end)) < 0);
      }),
    );
  });
});
