import type { ComponentChildren } from 'preact';
import { render } from 'preact';
import { Shell } from '../../html/app/shell.tsx';
import { visible } from '../../visible.ts';
import { type SentenceKey, tell } from '../text.ts';
import { Controls } from './controls.tsx';
import { Matrix } from './matrix.tsx';
import { Overview } from './overview.tsx';
import { language, result, VIEWS } from './page.ts';
import { Survivors } from './survivors.tsx';

const TABS: Record<(typeof VIEWS)[number], { title: SentenceKey; content: () => ComponentChildren }> = {
  overview: { title: 'nav.overview', content: () => <Overview /> },
  matrix: { title: 'nav.matrix', content: () => <Matrix /> },
  survivors: { title: 'nav.survivors', content: () => <Survivors /> },
  controls: { title: 'nav.controls', content: () => <Controls /> },
};

function tabOf(view: string) {
  return TABS[view as keyof typeof TABS];
}

const root = document.getElementById('app');
if (root) {
  render(
    <Shell
      shape={{
        language,
        views: VIEWS,
        title: (shown) => tell(shown, 'title'),
        brand: (shown) => (
          <>
            <b>{visible(result.suite.name)}</b> {tell(shown, 'title')}
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
