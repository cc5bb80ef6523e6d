import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { ROOT } from './suite.ts';

/** Arrows point one way; a folder may import from itself and from those that stand behind it. */
const MAY_IMPORT: Record<string, string[]> = {
  schemas: [],
  specs: ['schemas'],
  'fixtures/cloud': [],
  reports: ['specs', 'schemas'],
  scripts: ['reports', 'specs', 'schemas', 'fixtures/cloud'],
};

/** What of `node:net` reads a text and reaches nothing. */
const PURE_OF_NET = /import \{ (?:isIP\w*(?:, )?)+ \} from 'node:net';/;

const FOLDERS = Object.keys(MAY_IMPORT);

function filesOf(): string[] {
  const files = ['schemas', 'specs', 'fixtures', 'reports', 'scripts'].flatMap((folder) =>
    readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((file) => path.join(folder, file)),
  );
  return files.filter((file) => /\.tsx?$/.test(file));
}

/** Imports of our own files, by importing file; tests may stand on more than what they test. */
function importsOf(): Map<string, string[]> {
  const sources = filesOf().filter((file) => !/\.test\.tsx?$|testing/.test(file));
  return new Map(
    sources.map((file) => {
      const text = readFileSync(path.join(ROOT, file), 'utf8');
      const found = [...text.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)].map((match) => match[1]!);
      return [file, found.map((target) => path.join(path.dirname(file), target))];
    }),
  );
}

function folderOf(file: string): string {
  return FOLDERS.find((folder) => file.startsWith(`${folder}/`)) ?? file;
}

const imports = importsOf();

describe('layers', () => {
  test('arrows between folders point one way', () => {
    const wrong = [...imports].flatMap(([file, targets]) => {
      const from = folderOf(file);
      const allowed = [from, ...(MAY_IMPORT[from] ?? [])];
      return targets
        .filter((target) => !allowed.includes(folderOf(target)))
        .map((target) => `${file} imports ${target}`);
    });
    expect(wrong).toEqual([]);
  });

  test('the judge and the rules reach neither network nor clock nor chance', () => {
    const forbidden =
      /node:(?:http|net|tls|dns|child_process|timers)|undici|Date\.now|new Date\(\)|Math\.random|performance\.now|exercise\//;
    const wrong = [...imports.keys()]
      .filter((file) => /^specs\/(?:judge|rules)\//.test(file))
      .filter((file) => forbidden.test(readFileSync(path.join(ROOT, file), 'utf8').replace(PURE_OF_NET, '')));
    expect(wrong).toEqual([]);
  });

  test('temporary folders come from one place, which takes them away again', () => {
    const places = filesOf().filter((file) =>
      /\b(?:mkdtemp|tmpdir)\w*\(/.test(readFileSync(path.join(ROOT, file), 'utf8')),
    );
    // The embedded cloud knows nothing of the rest, and its tests clean up for themselves.
    const own = places.filter((file) => !file.startsWith('fixtures/cloud/'));
    expect(own).toEqual(['schemas/testing/temporary-folder.ts', 'scripts/bench/whole-run.ts']);
  });

  test('imports run in no circle', () => {
    const state = new Map<string, 'open' | 'done'>();
    const circles: string[] = [];
    const visit = (file: string, trail: string[]): void => {
      if (state.get(file) === 'done') return;
      if (state.get(file) === 'open') {
        circles.push([...trail.slice(trail.indexOf(file)), file].join(' > '));
        return;
      }
      state.set(file, 'open');
      for (const target of imports.get(file) ?? []) visit(target, [...trail, file]);
      state.set(file, 'done');
    };
    for (const file of imports.keys()) visit(file, []);
    expect(circles).toEqual([]);
  });
});
