import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Recording } from '../specs/recording/types.ts';
import { renderHtml } from './html/render.ts';
import { renderJUnit } from './junit.ts';
import { renderMarkdown } from './markdown.ts';
import type { Report } from './model.ts';
import type { Language } from './text.ts';

type Renderer = (report: Report, recording: Recording, options: { lang?: Language }) => string | Promise<string>;

/** The forms in which a report is written, and the file name of each. */
const FORMATS = {
  json: { file: 'report.json', render: (report) => `${JSON.stringify(report, null, 2)}\n` },
  html: { file: 'index.html', render: renderHtml },
  junit: { file: 'junit.xml', render: renderJUnit },
  markdown: { file: 'summary.md', render: renderMarkdown },
} as const satisfies Record<string, { file: string; render: Renderer }>;

export type ReportFormat = keyof typeof FORMATS;

/** Names of all forms, `json` first. */
export const REPORT_FORMATS = Object.keys(FORMATS) as ReportFormat[];

/**
 * Writes the reports of a run into a folder, made where it is not there; a file is replaced as a whole or not at all.
 * Gives the paths in the order of `formats`. Throws the errors of the file system.
 */
export async function writeReports(
  folder: string,
  report: Report,
  recording: Recording,
  options: { formats?: readonly ReportFormat[]; lang?: Language } = {},
): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  const paths: string[] = [];
  for (const format of options.formats ?? REPORT_FORMATS) {
    const { file, render } = FORMATS[format];
    const path = join(folder, file);
    await writeFile(`${path}.part`, await render(report, recording, options.lang ? { lang: options.lang } : {}));
    await rename(`${path}.part`, path);
    paths.push(path);
  }
  return paths;
}
