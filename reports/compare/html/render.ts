import { loadBundle } from '../../html/bundle.ts';
import { htmlDocument } from '../../html/document.ts';
import type { Language } from '../../text.ts';
import type { Comparison } from '../model.ts';
import type { Subject } from '../subject.ts';
import { tell } from '../text.ts';
import { type ComparisonPage, exchangesOf } from './data.ts';

const PROGRAM = new URL('./app/main.tsx', import.meta.url);
const STYLE = new URL('./app/compare.css', import.meta.url);

/** A comparison as one HTML file that needs nothing else. */
export async function comparisonHtml(
  comparison: Comparison,
  subjects: readonly Subject[],
  language: Language,
): Promise<string> {
  const title = `${tell(language, 'title')}: ${titleOf(comparison)}`;
  const page: ComparisonPage = { language, comparison };
  const data = { 'comparison-data': page, 'exchange-data': exchangesOf(comparison, subjects) };
  return htmlDocument({ language, title, data }, await loadBundle(PROGRAM, [STYLE]));
}

function titleOf({ sides }: Comparison): string {
  const runs = sides.filter(({ kind }) => kind === 'run');
  return (runs.length > 0 ? runs : sides).map(({ name }) => name).join(' · ');
}
