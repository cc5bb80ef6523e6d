import type { Language } from '../../text.ts';
import { wellFormed } from '../../visible.ts';

/** What is being looked at. All of it stands in the URL, so that a view can be passed on and found again. */
export interface State {
  /** One of the page's views. */
  view: string;
  query: string;
  /** Page of the list, from 1. */
  page: number;
  /** Id of the check, or of another thing in a list, whose evidence is open. */
  check: string | null;
  language: Language;
}

/** Reads the part of a URL after `#`, such as `/checks?q=verdict:fail&check=server.pause/empty-body`. The first view is shown where none is asked for. */
export function readHash(hash: string, language: Language, views: readonly string[]): State {
  const [path = '', search = ''] = hash.replace(/^#?\/?/, '').split(/\?(.*)/s);
  const values = new URLSearchParams(search);
  const asked = values.get('lang');
  const page = Number(values.get('page'));
  return {
    view: views.find((view) => view === path) ?? views[0] ?? '',
    query: values.get('q') ?? '',
    page: Number.isInteger(page) && page > 0 ? page : 1,
    check: values.get('check'),
    language: asked === 'en' || asked === 'zh' ? asked : language,
  };
}

/** Writes what `readHash` reads; `:`, `/` and `*` stay readable, the report's own language is left out. */
export function writeHash(state: State, language: Language): string {
  const values: [string, string][] = [];
  if (state.query) values.push(['q', state.query]);
  if (state.page > 1) values.push(['page', String(state.page)]);
  if (state.check) values.push(['check', state.check]);
  if (state.language !== language) values.push(['lang', state.language]);
  const search = values.map(([name, value]) => `${name}=${encode(value)}`).join('&');
  return `#/${state.view}${search ? `?${search}` : ''}`;
}

function encode(value: string): string {
  return encodeURIComponent(wellFormed(value))
    .replace(/%(3A|2F|2C|40|5B|5D|24)/g, (code) => decodeURIComponent(code))
    .replaceAll('%20', '+');
}
