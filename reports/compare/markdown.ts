import type { Language } from '../text.ts';
import { oneLine } from '../visible.ts';
import type { Comparison, Difference } from './model.ts';
import { WEIGHTS } from './model.ts';
import { nameIn, type SentenceKey, tell } from './text.ts';

/** Differences of one kind that are listed; the page and the JSON have them all. */
const LISTED = 20;

/** Most characters of one sentence. */
const TEXT_LIMIT = 600;

/** A comparison as Markdown: the sides, each recording by each contract, the differences by weight and kind. */
export function comparisonMarkdown(comparison: Comparison, language: Language): string {
  const say = (key: SentenceKey, values?: Record<string, string | number>) => tell(language, key, values);
  const { sides, cross, differences, counts } = comparison;
  const lines = [
    `# ${say('title')}: ${sides
      .filter(({ kind }) => kind === shown(comparison))
      .map(({ name }) => escapeText(name))
      .join(' · ')}`,
    '',
  ];
  if (cross.length > 0) lines.push(...crossTable(comparison, language), '');
  else lines.push(say('sides.contracts'), '');
  if (comparison.checks.length > 0) {
    lines.push(
      `${say('joined.title')}: ${Object.entries(counts)
        .map(([state, count]) => `${nameIn(language, 'state', state)} ${count}`)
        .join(' · ')}`,
      '',
    );
  }
  for (const weight of WEIGHTS) {
    const own = differences.filter((difference) => difference.weight === weight);
    if (own.length === 0) continue;
    lines.push(`## ${nameIn(language, 'weight', weight)} (${own.length})`, '');
    for (const kind of new Set(own.map((difference) => difference.kind))) {
      lines.push(
        ...ofKind(
          comparison,
          kind,
          own.filter((difference) => difference.kind === kind),
          language,
        ),
      );
    }
  }
  return `${lines.join('\n')}\n`;
}

function shown({ cross }: Comparison): 'run' | 'contract' {
  return cross.length > 0 ? 'run' : 'contract';
}

function crossTable({ sides, cross }: Comparison, language: Language): string[] {
  const contracts = [...new Set(cross.map(({ contract }) => contract))];
  const runs = sides.filter(({ kind }) => kind === 'run');
  const cell = (side: string, contract: string): string => {
    const found = cross.find((one) => one.side === side && one.contract === contract);
    if (!found) return '';
    const unjudged = Object.values(found.unjudged).reduce((sum, count) => sum + count, 0);
    return [
      tell(language, 'cross.broken', { count: found.fail.must }),
      tell(language, 'cross.kept', { count: found.pass }),
      tell(language, 'cross.unjudged', { count: unjudged }),
    ].join(', ');
  };
  return [
    `| ${tell(language, 'cross.recording')} | ${contracts.map((contract) => tell(language, 'cross.by', { contract })).join(' | ')} |`,
    `|---|${contracts.map(() => '---|').join('')}`,
    ...runs.map(
      ({ id, name }) =>
        `| ${id} ${escapeText(name)} | ${contracts.map((contract) => cell(id, contract)).join(' | ')} |`,
    ),
    '',
    tell(language, 'cross.help'),
  ];
}

function ofKind(comparison: Comparison, kind: string, differences: Difference[], language: Language): string[] {
  const items = differences
    .slice(0, LISTED)
    .flatMap(({ breaks, portable }) => [
      `- ${escapeText(breaks[language])}  `,
      `  → ${escapeText(portable[language])}`,
    ]);
  const rest = differences.length - LISTED;
  return [
    `### ${comparison.kinds[kind]?.title[language] ?? kind} (${differences.length})`,
    '',
    ...items,
    ...(rest > 0 ? [`- … ${rest}`] : []),
    '',
  ];
}

/** Text of a document or a target that can be no markup: on one line, with nothing unseen. */
function escapeText(text: string): string {
  return oneLine(text, TEXT_LIMIT).replace(/[\\`*_[\]<>|#~&!]/g, (character) =>
    character === '<' ? '&lt;' : character === '&' ? '&amp;' : `\\${character}`,
  );
}
