import { mount } from '../../html/app/mount.tsx';
import { tell } from '../text.ts';
import { Controls } from './controls.tsx';
import { Matrix } from './matrix.tsx';
import { Overview } from './overview.tsx';
import { language, result } from './page.ts';
import { Survivors } from './survivors.tsx';

mount({
  language,
  suite: result.suite.name,
  title: (shown) => tell(shown, 'title'),
  kind: 'title',
  say: tell,
  tabs: {
    overview: { title: 'nav.overview', content: () => <Overview /> },
    matrix: { title: 'nav.matrix', content: () => <Matrix /> },
    survivors: { title: 'nav.survivors', content: () => <Survivors /> },
    controls: { title: 'nav.controls', content: () => <Controls /> },
  },
});
