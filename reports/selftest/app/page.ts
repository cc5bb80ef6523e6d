import type { Tally } from '../../../specs/selftest/result.ts';
import { useView } from '../../html/app/context.ts';
import type { SelftestPage } from '../render.ts';
import { type SentenceKey, tell } from '../text.ts';

const page: SelftestPage = JSON.parse(document.getElementById('selftest-data')?.textContent ?? '');

export const { result, language } = page;

/** The fixed texts of a self-test in the page's language, beside those of every page. */
export function useWords() {
  const view = useView();
  return {
    ...view,
    tell: (key: SentenceKey, values?: Record<string, string | number>) => tell(view.language, key, values),
  };
}

/** CSS class of a tally: all caught, all but explained ones, or not. */
export function toneOf({ mutants, killed, explained }: Tally): string {
  if (killed === mutants) return 'pass';
  return killed + explained === mutants ? 'inconclusive' : 'fail';
}
