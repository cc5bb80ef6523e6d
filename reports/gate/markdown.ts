import { flakyWord } from '../attempts.ts';
import { code, escapeText } from '../markdown.ts';
import { type Language, nameOf, SIGNS } from '../text.ts';
import type { Change, Gate } from './model.ts';
import {
  beforeOf,
  countsOf,
  notesOf,
  resultOf,
  sectionsOf,
  sidesOf,
  tell,
  waiverSections,
  waiverWords,
  wordsOf,
} from './words.ts';

/** Changes that a section lists. GitHub refuses a job summary beyond 1 MiB; this stays far below. */
const CHANGES_SHOWN = 200;

/** What a gate found, as Markdown for the page of a CI job. */
export function renderGateMarkdown(gate: Gate, options: { lang?: Language } = {}): string {
  const language = options.lang ?? 'en';
  const lines = [
    `# ${resultOf(gate, language)}: ${escapeText(gate.report.target)}`,
    '',
    escapeText(sidesOf(gate, language)),
    '',
  ];
  lines.push(`**${escapeText(countsOf(gate, language).join(', '))}**`);
  for (const note of notesOf(gate, language)) lines.push('', `> ${escapeText(note)}`);
  for (const section of sectionsOf(gate, language)) {
    lines.push('', `## ${section.title} (${section.changes.length})`, '');
    lines.push(...section.changes.slice(0, CHANGES_SHOWN).map((change) => entry(change, language)));
    const more = section.changes.length - CHANGES_SHOWN;
    if (more > 0) lines.push(`- ${tell(language, 'more', { count: more })}`);
  }
  for (const section of waiverSections(gate, language)) {
    lines.push('', `## ${section.title} (${section.waivers.length})`, '');
    for (const waiver of section.waivers) {
      const place = waiver.file === undefined ? '' : ` (${code(`${waiver.file}:${waiver.line ?? 1}`)})`;
      lines.push(`- ${code(waiver.check)}${place}<br>${escapeText(waiverWords(waiver, language))}`);
    }
  }
  return `${lines.join('\n')}\n`;
}

function entry(change: Change, language: Language): string {
  const level = nameOf(language, 'level', change.level);
  const flaky = change.flaky ? ` · **${flakyWord(language)}**` : '';
  const exchange = change.exchange && change.now !== null ? ` · ${code(change.exchange)}` : '';
  const sign = change.now === null ? SIGNS['not-applicable'] : SIGNS[change.now];
  const words = wordsOf(change, language);
  const found = words ? `<br>${escapeText(words)}` : '';
  return `- ${sign} **${level}** ${code(change.check)} · ${escapeText(beforeOf(change, language))}${exchange}${flaky}${found}`;
}
