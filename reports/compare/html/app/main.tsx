import type { ComponentChildren } from 'preact';
import { render } from 'preact';
import { Shell } from '../../../html/app/shell.tsx';
import { visible } from '../../../visible.ts';
import { type SentenceKey, tell } from '../../text.ts';
import { Checks } from './checks.tsx';
import { Differences } from './differences.tsx';
import { Overview } from './overview.tsx';
import { compared, comparison, language, VIEWS } from './page.ts';
import { Timings } from './timings.tsx';

const TABS: Record<(typeof VIEWS)[number], { title: SentenceKey; content: () => ComponentChildren }> = {
  overview: { title: 'nav.overview', content: () => <Overview /> },
  differences: { title: 'nav.differences', content: () => <Differences /> },
  checks: { title: 'nav.checks', content: () => <Checks /> },
  timings: { title: 'nav.timings', content: () => <Timings /> },
};

/** Where contracts alone are compared there are no checks, and no times. */
const views = VIEWS.filter((view) => comparison.cross.length > 0 || view === 'overview' || view === 'differences');

function tabOf(view: string) {
  return TABS[view as keyof typeof TABS];
}

const root = document.getElementById('app');
if (root) {
  render(
    <Shell
      shape={{
        language,
        views,
        title: (shown) => `${tell(shown, 'title')}: ${visible(compared.map(({ name }) => name).join(' · '))}`,
        brand: (shown) => (
          <>
            <b>{visible(comparison.suite.name)}</b> {tell(shown, 'title')}
          </>
        ),
        tab: (view, shown) => tell(shown, tabOf(view).title),
      }}
    >
      {(view) => tabOf(view).content()}
    </Shell>,
    root,
  );
}
