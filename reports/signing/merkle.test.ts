import { describe, expect, test } from 'vitest';
import { inclusionPath, isIncluded, leafHash, rootOf } from './merkle.ts';

/** The entries and the root that the test vectors of Certificate Transparency's tools use. */
const ENTRIES = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
const ROOT = '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328';

describe('the tree', () => {
  test('has the known roots', () => {
    expect(rootOf([])).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    expect(leafHash('')).toBe('6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d');
    expect(rootOf(ENTRIES.map((hex) => leafHash(Buffer.from(hex, 'hex'))))).toBe(ROOT);
  });

  test('proves each of its leaves, at its place alone', () => {
    for (let size = 1; size <= 20; size++) {
      const leaves = Array.from({ length: size }, (_, index) => leafHash(String(index)));
      const root = rootOf(leaves);
      for (const [index, leaf] of leaves.entries()) {
        const path = inclusionPath(leaves, index);
        for (let place = 0; place < size; place++)
          expect(isIncluded(leaf, place, size, path, root)).toBe(place === index);
        expect(isIncluded(leafHash('x'), index, size, path, root)).toBe(false);
        expect(isIncluded(leaf, index, size, [...path, root], root)).toBe(false);
        if (path.length > 0) expect(isIncluded(leaf, index, size, path.slice(1), root)).toBe(false);
      }
    }
    expect(() => inclusionPath([], 0)).toThrow(RangeError);
  });
});
