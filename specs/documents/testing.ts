import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll } from 'vitest';
import { temporaryFolder } from '../../schemas/testing/temporary-folder.ts';
import { type LintedDocument, lintDocuments } from './lint.ts';
import { DOCUMENTS } from './read.ts';
import type { DocumentFinding } from './types.ts';
import { Upstream } from './upstream.ts';

/** A copy of the documents that the tests of a file may change. */
export class CopiedDocuments {
  readonly #folder = temporaryFolder();
  readonly #upstream = new Upstream();

  constructor() {
    beforeAll(() => cpSync(DOCUMENTS, this.#folder, { recursive: true }));
  }

  /** What is found while one file is changed. @throws Error if the change changes nothing */
  lintChanged(file: string, change: (text: string) => string): LintedDocument[] {
    const target = path.join(this.#folder, file);
    const text = readFileSync(target, 'utf8');
    const changed = change(text);
    if (changed === text) throw new Error(`the change to ${file} changes nothing`);
    writeFileSync(target, changed);
    try {
      return lintDocuments({ directory: this.#folder, upstream: this.#upstream });
    } finally {
      writeFileSync(target, text);
    }
  }
}

/** Findings that have no ruling. */
export function unruled(linted: LintedDocument[]): DocumentFinding[] {
  return linted.flatMap(({ findings }) => findings.filter(({ erratum }) => !erratum).map(({ finding }) => finding));
}
