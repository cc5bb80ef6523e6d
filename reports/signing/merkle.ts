import { createHash } from 'node:crypto';

/**
 * A Merkle tree as in RFC 9162 (Certificate Transparency 2.0), section 2.1: the hash of a leaf is SHA-256(0x00 || entry), that of a
 * node SHA-256(0x01 || left || right); a list of n entries is split at the largest power of two below n. Hashes are hex.
 */

const LEAF = Buffer.of(0x00);
const NODE = Buffer.of(0x01);

/** The hash of an entry. */
export function leafHash(entry: string | Uint8Array): string {
  return createHash('sha256').update(LEAF).update(entry).digest('hex');
}

/** The root over the hashes of leaves; that of an empty list is the SHA-256 of nothing. */
export function rootOf(leaves: readonly string[]): string {
  if (leaves.length === 0) return createHash('sha256').digest('hex');
  if (leaves.length === 1) return leaves[0]!;
  const split = splitOf(leaves.length);
  return nodeHash(rootOf(leaves.slice(0, split)), rootOf(leaves.slice(split)));
}

/** The hashes that lead from a leaf to the root, the lowest first (section 2.1.3.1). @throws {RangeError} */
export function inclusionPath(leaves: readonly string[], index: number): string[] {
  if (!(index >= 0 && index < leaves.length)) throw new RangeError(`there is no leaf ${index} of ${leaves.length}`);
  if (leaves.length === 1) return [];
  const split = splitOf(leaves.length);
  return index < split
    ? [...inclusionPath(leaves.slice(0, split), index), rootOf(leaves.slice(split))]
    : [...inclusionPath(leaves.slice(split), index - split), rootOf(leaves.slice(0, split))];
}

/** Whether a leaf stands at a place of the tree with this root (section 2.1.3.2). */
export function isIncluded(leaf: string, index: number, size: number, path: readonly string[], root: string): boolean {
  if (!(Number.isInteger(index) && index >= 0 && index < size)) return false;
  let [position, last] = [index, size - 1];
  let hash = leaf;
  for (const sibling of path) {
    if (last === 0) return false;
    if (position % 2 === 1 || position === last) {
      hash = nodeHash(sibling, hash);
      while (position % 2 === 0 && position !== 0) [position, last] = [Math.floor(position / 2), Math.floor(last / 2)];
    } else hash = nodeHash(hash, sibling);
    [position, last] = [Math.floor(position / 2), Math.floor(last / 2)];
  }
  return last === 0 && hash === root;
}

function nodeHash(left: string, right: string): string {
  return createHash('sha256').update(NODE).update(left, 'hex').update(right, 'hex').digest('hex');
}

/** The largest power of two below a size of 2 or more. */
function splitOf(size: number): number {
  return 2 ** Math.ceil(Math.log2(size) - 1);
}
