import type { ComponentChildren } from 'preact';
import { render } from 'preact';
import type { Language } from '../../text.ts';
import { visible } from '../../visible.ts';
import { Shell } from './shell.tsx';

/** A view of a page: the title of its tab, and what it shows. */
interface Tab<Key extends string> {
  title: Key;
  content(): ComponentChildren;
}

/** What a page is made of. */
interface Page<Key extends string> {
  /** The language that the page was written in. */
  language: Language;
  /** Name of the suite. */
  suite: string;
  /** Title of the window in a language. */
  title(language: Language): string;
  /** What the page calls itself, behind the suite's name. */
  kind: Key;
  say(language: Language, key: Key): string;
  /** Its views by name; the first is shown where none is asked for. */
  tabs: Record<string, Tab<Key>>;
}

/** Puts a page into its document. */
export function mount<Key extends string>({ language, suite, title, kind, say, tabs }: Page<Key>): void {
  const root = document.getElementById('app');
  if (!root) return;
  const brand = (shown: Language) => (
    <>
      <b>{visible(suite)}</b> {say(shown, kind)}
    </>
  );
  const tab = (view: string, shown: Language) => say(shown, tabs[view]!.title);
  render(
    <Shell shape={{ language, views: Object.keys(tabs), title, brand, tab }}>{(view) => tabs[view]!.content()}</Shell>,
    root,
  );
}
