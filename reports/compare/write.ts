import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Language } from '../text.ts';
import { comparisonHtml } from './html/render.ts';
import { comparisonMarkdown } from './markdown.ts';
import type { Comparison } from './model.ts';
import type { Subject } from './subject.ts';

/**
 * Writes a comparison into a folder, made where it is not there: the page, the JSON and the Markdown. A file is replaced as a
 * whole or not at all. Gives the paths, `comparison.json` first. Throws the errors of the file system.
 */
export async function writeComparison(
  folder: string,
  comparison: Comparison,
  subjects: readonly Subject[],
  language: Language = 'en',
): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  const texts: Record<string, string> = {
    'comparison.json': `${JSON.stringify(comparison)}\n`,
    'index.html': await comparisonHtml(comparison, subjects, language),
    'comparison.md': comparisonMarkdown(comparison, language),
  };
  const paths: string[] = [];
  for (const [file, text] of Object.entries(texts)) {
    const path = join(folder, file);
    await writeFile(`${path}.part`, text);
    await rename(`${path}.part`, path);
    paths.push(path);
  }
  return paths;
}
