import { render } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { resultOf } from '../../result.ts';
import type { Language, SentenceKey } from '../../text.ts';
import { visible } from '../../visible.ts';
import { Checks } from './checks.tsx';
import type { View } from './context.ts';
import { useView, ViewContext } from './context.ts';
import { page } from './data.ts';
import { Overview } from './overview.tsx';
import { Rows } from './rows.tsx';
import type { State } from './state.ts';
import { readHash, writeHash } from './state.ts';

const TABS: [State['view'], SentenceKey][] = [
  ['overview', 'nav.overview'],
  ['checks', 'nav.checks'],
  ['rows', 'nav.rows'],
];

const LANGUAGES: [Language, string, string][] = [
  ['en', 'en', 'English'],
  ['zh', 'zh-CN', '中文'],
];

function App() {
  const state = useUrlState();
  const view = useMemo<View>(() => {
    const link = (change: Partial<State>) => writeHash({ ...state, ...change }, page.language);
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
    document.title = `${resultOf(page.report, language).title}: ${visible(page.report.target.name)}`;
  }, [state.language]);

  return (
    <ViewContext.Provider value={view}>
      <Bar />
      <main id="content" tabIndex={-1}>
        {state.view === 'overview' ? <Overview /> : state.view === 'checks' ? <Checks /> : <Rows />}
      </main>
    </ViewContext.Provider>
  );
}

function Bar() {
  const { say, state, link } = useView();
  const skip = () => document.getElementById('content')?.focus();
  return (
    <header class="bar">
      <button type="button" class="skip" onClick={skip}>
        {say('nav.skip')}
      </button>
      <p class="brand">
        <b>{visible(page.report.suite.name)}</b> {say('report.title')}
      </p>
      <nav class="tabs" aria-label={say('nav.sections')}>
        {TABS.map(([name, title]) => (
          <a
            key={name}
            href={link({ view: name, query: '', check: null, page: 1 })}
            aria-current={state.view === name ? 'page' : undefined}
          >
            {say(title)}
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
function useUrlState(): State {
  const [state, setState] = useState(() => readHash(location.hash, page.language));
  useEffect(() => {
    const follow = () => setState(readHash(location.hash, page.language));
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

const root = document.getElementById('app');
if (root) render(<App />, root);
