import type { Recording } from '../../specs/recording/types.ts';
import type { Report } from '../model.ts';
import { resultOf } from '../result.ts';
import type { Language } from '../text.ts';
import { loadBundle } from './bundle.ts';
import { pageData, pageExchanges } from './data.ts';
import { htmlDocument } from './document.ts';

/** The report as one HTML file that needs nothing else. */
export async function renderHtml(
  report: Report,
  recording: Recording,
  options: { lang?: Language } = {},
): Promise<string> {
  const language = options.lang ?? 'en';
  const title = `${resultOf(report, language).title}: ${report.target.name}`;
  const data = {
    'report-data': pageData(report, recording, language),
    'exchange-data': pageExchanges(report, recording),
  };
  return htmlDocument({ language, title, data }, await loadBundle());
}
