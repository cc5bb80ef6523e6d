import type { Language } from '../text.ts';
import type { Comparison } from './model.ts';
import { WEIGHTS } from './model.ts';
import { nameIn, tell } from './text.ts';

/** Differences that the terminal shows; the page has them all. */
const SHOWN = 8;

/** A comparison in a few lines: the sides, each recording by each contract, how many differences, the first of the gravest. */
export function comparisonTerminal(comparison: Comparison, files: readonly string[], language: Language): string[] {
  const { sides, cross, counts, differences, kinds } = comparison;
  const runs = sides.filter(({ kind }) => kind === 'run');
  const lines = (runs.length > 0 ? runs : sides).map(
    ({ id, name, profile }) => `${id === name ? '' : `${id}  `}${name} (${profile})`,
  );
  if (cross.length > 0) {
    lines.push('', tell(language, 'cross.title'));
    for (const { side, contract, pass, fail, unjudged } of cross) {
      const open = Object.values(unjudged).reduce((sum, count) => sum + count, 0);
      const said = [
        tell(language, 'cross.broken', { count: fail.must }),
        tell(language, 'cross.kept', { count: pass }),
        tell(language, 'cross.unjudged', { count: open }),
      ];
      lines.push(`  ${side} ${tell(language, 'cross.by', { contract })}: ${said.join(', ')}`);
    }
    const joined = Object.entries(counts).map(([state, count]) => `${count} ${nameIn(language, 'state', state)}`);
    lines.push('', `${tell(language, 'joined.title')}: ${joined.join(', ')}`);
  }
  const byWeight = WEIGHTS.map((weight) => {
    const own = differences.filter((difference) => difference.weight === weight);
    return `${own.length} ${nameIn(language, 'weight', weight)}`;
  });
  lines.push(`${tell(language, 'nav.differences')}: ${byWeight.join(', ')}`);
  const first = [...new Map(differences.map((difference) => [difference.kind, difference])).values()].slice(0, SHOWN);
  for (const { kind, breaks } of first) {
    const count = differences.filter((difference) => difference.kind === kind).length;
    lines.push('', `  ${kinds[kind]?.title[language] ?? kind} (${count})`, `    ${breaks[language]}`);
  }
  return [...lines, '', ...files.map((file) => `  ${file}`)];
}
