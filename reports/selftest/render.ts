import type { SelftestResult } from '../../specs/selftest/result.ts';
import { loadBundle } from '../html/bundle.ts';
import { htmlDocument } from '../html/document.ts';
import type { Language } from '../text.ts';
import { tell } from './text.ts';

const PROGRAM = new URL('./app/main.tsx', import.meta.url);
const STYLE = new URL('./app/selftest.css', import.meta.url);

/** Survivors that the page carries at most: those without a reason come first. */
const SURVIVORS_LIMIT = 2000;

/** What the page shows. */
export interface SelftestPage {
  language: Language;
  result: SelftestResult;
}

/** A self-test as one HTML file that needs nothing else. */
export async function selftestHtml(result: SelftestResult, language: Language): Promise<string> {
  const page: SelftestPage = { language, result: { ...result, survivors: result.survivors.slice(0, SURVIVORS_LIMIT) } };
  const title = tell(language, 'title');
  return htmlDocument({ language, title, data: { 'selftest-data': page } }, await loadBundle(PROGRAM, [STYLE]));
}
