import { mount } from '../../../html/app/mount.tsx';
import { visible } from '../../../visible.ts';
import { tell } from '../../text.ts';
import { Checks } from './checks.tsx';
import { Differences } from './differences.tsx';
import { Overview } from './overview.tsx';
import { compared, comparison, language } from './page.ts';
import { Timings } from './timings.tsx';

/** Where contracts alone are compared there are no checks, and no times. */
const ofRuns = {
  checks: { title: 'nav.checks', content: () => <Checks /> },
  timings: { title: 'nav.timings', content: () => <Timings /> },
} as const;

mount({
  language,
  suite: comparison.suite.name,
  title: (shown) => `${tell(shown, 'title')}: ${visible(compared.map(({ name }) => name).join(' · '))}`,
  kind: 'title',
  say: tell,
  tabs: {
    overview: { title: 'nav.overview', content: () => <Overview /> },
    differences: { title: 'nav.differences', content: () => <Differences /> },
    ...(comparison.cross.length > 0 ? ofRuns : {}),
  },
});
