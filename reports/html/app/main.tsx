import type { ComponentChildren } from 'preact';
import { render } from 'preact';
import { resultOf } from '../../result.ts';
import type { SentenceKey } from '../../text.ts';
import { say } from '../../text.ts';
import { visible } from '../../visible.ts';
import { Checks } from './checks.tsx';
import { page } from './data.ts';
import { Overview } from './overview.tsx';
import { Rows } from './rows.tsx';
import { Shell } from './shell.tsx';
import { VIEWS } from './state.ts';

const TABS: Record<string, { title: SentenceKey; content: () => ComponentChildren }> = {
  overview: { title: 'nav.overview', content: () => <Overview /> },
  checks: { title: 'nav.checks', content: () => <Checks /> },
  rows: { title: 'nav.rows', content: () => <Rows /> },
};

const root = document.getElementById('app');
if (root) {
  render(
    <Shell
      shape={{
        language: page.language,
        views: VIEWS,
        title: (language) => `${resultOf(page.report, language).title}: ${visible(page.report.target.name)}`,
        brand: (language) => (
          <>
            <b>{visible(page.report.suite.name)}</b> {say(language, 'report.title')}
          </>
        ),
        tab: (view, language) => say(language, TABS[view]!.title),
      }}
    >
      {(view) => TABS[view]?.content()}
    </Shell>,
    root,
  );
}
