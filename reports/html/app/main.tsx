import { resultOf } from '../../result.ts';
import { say } from '../../text.ts';
import { visible } from '../../visible.ts';
import { Checks } from './checks.tsx';
import { page } from './data.ts';
import { mount } from './mount.tsx';
import { Overview } from './overview.tsx';
import { Rows } from './rows.tsx';

mount({
  language: page.language,
  suite: page.report.suite.name,
  title: (language) => `${resultOf(page.report, language).title}: ${visible(page.report.target.name)}`,
  kind: 'report.title',
  say,
  tabs: {
    overview: { title: 'nav.overview', content: () => <Overview /> },
    checks: { title: 'nav.checks', content: () => <Checks /> },
    rows: { title: 'nav.rows', content: () => <Rows /> },
  },
});
