import type { ComponentChildren } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Language } from '../../text.ts';
import type { View } from './context.ts';
import { useView, ViewContext } from './context.ts';
import type { State } from './state.ts';
import { readHash, writeHash } from './state.ts';

const LANGUAGES: [Language, string, string][] = [
  ['en', 'en', 'English'],
  ['zh', 'zh-CN', '中文'],
];

/** What a page is made of: its views, and what stands at its head. */
interface PageShape {
  /** The language that the page was written in. */
  language: Language;
  views: readonly string[];
  /** Title of the window in a language. */
  title(language: Language): string;
  brand(language: Language): ComponentChildren;
  tab(view: string, language: Language): string;
}

/** The frame of a page: bar, tabs, languages, and the view that the URL names. `children` draws that view. */
export function Shell({ shape, children }: { shape: PageShape; children: (view: string) => ComponentChildren }) {
  const state = useUrlState(shape);
  const view = useMemo<View>(() => {
    const link = (change: Partial<State>) => writeHash({ ...state, ...change }, shape.language);
    return {
      state,
      link,
      go: (change, replace) => {
        if (replace) location.replace(link(change));
        else location.hash = link(change);
      },
    };
  }, [state]);

  useEffect(() => {
    const { language } = state;
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
    document.title = shape.title(language);
  }, [state.language]);

  return (
    <ViewContext.Provider value={view}>
      <Bar shape={shape} />
      <main id="content" tabIndex={-1}>
        {children(state.view)}
      </main>
    </ViewContext.Provider>
  );
}

function Bar({ shape }: { shape: PageShape }) {
  const { say, state, link } = useView();
  const skip = () => document.getElementById('content')?.focus();
  return (
    <header class="bar">
      <button type="button" class="skip" onClick={skip}>
        {say('nav.skip')}
      </button>
      <p class="brand">{shape.brand(state.language)}</p>
      <nav class="tabs" aria-label={say('nav.sections')}>
        {shape.views.map((name) => (
          <a
            key={name}
            href={link({ view: name, query: '', check: null, page: 1 })}
            aria-current={state.view === name ? 'page' : undefined}
          >
            {shape.tab(name, state.language)}
          </a>
        ))}
      </nav>
      <nav class="languages" aria-label={say('nav.language')}>
        {LANGUAGES.map(([language, code, title]) => (
          <a
            key={language}
            lang={code}
            href={link({ language })}
            aria-current={state.language === language ? 'true' : undefined}
          >
            {title}
          </a>
        ))}
      </nav>
    </header>
  );
}

/** The state that the URL holds, followed as it changes. Another view begins at its top, for eyes and keyboard. */
function useUrlState({ language, views }: PageShape): State {
  const [state, setState] = useState(() => readHash(location.hash, language, views));
  useEffect(() => {
    const follow = () => setState(readHash(location.hash, language, views));
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  const seen = useRef(state.view);
  useEffect(() => {
    if (seen.current === state.view) return;
    seen.current = state.view;
    document.getElementById('content')?.focus();
    scrollTo(0, 0);
  }, [state.view]);
  return state;
}
