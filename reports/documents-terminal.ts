import path from 'node:path';
import type { LintedDocument } from '../specs/documents/lint.ts';
import type { DocumentRule } from '../specs/documents/rule.ts';
import type { DocumentFinding, Place, PlacedErratum } from '../specs/documents/types.ts';
import type { Language } from './text.ts';
import { visible } from './visible.ts';

export interface DocumentsTerminalOptions {
  lang?: Language;
  colour?: boolean;
  /** Findings that are shown of one ruling; the others are counted. */
  each?: number;
}

const WORDS = {
  finding: { en: ['contradiction', 'contradictions'], zh: ['处矛盾', '处矛盾'] },
  ruling: { en: ['ruling', 'rulings'], zh: ['条裁定', '条裁定'] },
  unruled: { en: 'Without a ruling', zh: '尚无裁定' },
  idle: { en: 'Ruled on, but found no more', zh: '有裁定而矛盾已不存在' },
  more: { en: 'more', zh: '处从略' },
  settled: { en: 'Every contradiction has a ruling.', zh: '所有矛盾均有裁定。' },
  unsettled: {
    en: 'A ruling is missing or idle: mend fixtures/documents/errata/.',
    zh: '有裁定缺失或多余，请修正 fixtures/documents/errata/。',
  },
  all: {
    en: '--all shows all of them, --json and --sarif carry them all.',
    zh: '--all 显示全部；--json 与 --sarif 均含全部。',
  },
} as const;

/**
 * The contradictions of some documents for people: those without a ruling in full, the others by their rulings. Ends in a newline.
 */
export function renderDocuments(
  linted: readonly LintedDocument[],
  rules: readonly DocumentRule[],
  options: DocumentsTerminalOptions = {},
): string {
  const { lang = 'en', colour = false, each = Number.POSITIVE_INFINITY } = options;
  const bold = (text: string): string => (colour ? `\u001b[1m${text}\u001b[22m` : text);
  const dim = (text: string): string => (colour ? `\u001b[2m${text}\u001b[22m` : text);
  const red = (text: string): string => (colour ? `\u001b[31m${text}\u001b[39m` : text);
  const titles = new Map(rules.map(({ id, title }) => [id, title[lang]]));
  const lines: string[] = [];
  let left = 0;
  for (const document of linted) {
    const unruled = document.findings.filter(({ erratum }) => erratum === undefined);
    const counts = `${count(document.findings.length, 'finding')}, ${count(rulings(document).length, 'ruling')}`;
    lines.push(`${bold(document.document.id)}  ${counts}`, '');
    if (unruled.length > 0) lines.push(`  ${red(`${WORDS.unruled[lang]} (${unruled.length})`)}`);
    for (const { finding } of unruled) lines.push(...shown(finding, true), '');
    if (document.idle.length > 0) lines.push(`  ${red(`${WORDS.idle[lang]} (${document.idle.length})`)}`);
    for (const { erratum, id } of document.idle)
      lines.push(`    ${erratum.id}: ${visible(id)}  ${dim(fileOf(erratum))}`, '');
    for (const erratum of rulings(document)) {
      const findings = document.findings.filter((entry) => entry.erratum === erratum);
      lines.push(`  ${bold(erratum.id)}${effectOf(erratum)}`, ...wrap(erratum.ruling[lang], '    '));
      for (const { finding } of findings.slice(0, each)) lines.push(...shown(finding, false));
      if (findings.length > each) {
        lines.push(dim(`    … ${findings.length - each} ${WORDS.more[lang]}`));
        left += findings.length - each;
      }
      lines.push('');
    }
  }
  const isSettled = linted.every(({ findings, idle }) => idle.length === 0 && findings.every(({ erratum }) => erratum));
  lines.push(isSettled ? WORDS.settled[lang] : red(WORDS.unsettled[lang]));
  if (left > 0) lines.push(dim(WORDS.all[lang]));
  return `${lines.join('\n')}\n`;

  function count(number: number, word: 'finding' | 'ruling'): string {
    return `${number} ${WORDS[word][lang][number === 1 ? 0 : 1]}`;
  }

  function shown(finding: DocumentFinding, isNew: boolean): string[] {
    // The document stands at the head of the list.
    const head = visible(isNew ? finding.id : finding.id.slice(finding.document.length + 1));
    const title = titles.get(finding.rule) ?? finding.rule;
    return [
      `    ${isNew ? red(head) : head}  ${dim(title)}`,
      ...finding.places.map(
        (place) => `      ${visible(`${place.where}: ${place.says}`)}${isNew ? dim(`  ${fileOf(place)}`) : ''}`,
      ),
    ];
  }
}

/** The rulings that rule on something, in the order of their file. */
function rulings({ document, findings }: LintedDocument): PlacedErratum[] {
  const used = new Set(findings.map(({ erratum }) => erratum));
  return document.errata.filter((erratum) => used.has(erratum));
}

function effectOf({ effect }: PlacedErratum): string {
  const parts = [
    effect?.level && `level ${effect.level}`,
    effect?.optional && 'may be missing',
    effect?.exclude && `not judged: ${effect.exclude}`,
  ].filter(Boolean);
  return parts.length > 0 ? `  [${parts.join('; ')}]` : '';
}

function fileOf({ file, line }: Pick<Place, 'file' | 'line'>): string {
  return file === undefined ? '' : `${path.relative('', file)}${line ? `:${line}` : ''}`;
}

/** Columns that a ruling may take up; text without spaces is left to the terminal. */
const WIDTH = 110;

function wrap(text: string, indent: string): string[] {
  const lines: string[] = [];
  let line = indent;
  for (const word of visible(text).split(' ')) {
    if (line.length + word.length > WIDTH && line.trim() !== '') {
      lines.push(line.trimEnd());
      line = indent;
    }
    line += `${word} `;
  }
  return [...lines, line.trimEnd()];
}
