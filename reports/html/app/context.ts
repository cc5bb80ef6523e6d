import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Text } from '../../../specs/judge/types.ts';
import type { Language, NameKind, SentenceKey } from '../../text.ts';
import { nameOf, say } from '../../text.ts';
import type { State } from './state.ts';

export interface View {
  state: State;
  /** The URL (its part from `#` on) of this view with some of it changed. */
  link(change: Partial<State>): string;
  /** Goes to a changed view; `replace` leaves no entry in the history. */
  go(change: Partial<State>, replace?: boolean): void;
}

export const ViewContext = createContext<View | null>(null);

/** The view that is being shown, and the fixed texts in its language. */
export function useView() {
  const view = useContext(ViewContext);
  if (!view) throw new Error('used outside the report');
  const language: Language = view.state.language;
  return {
    ...view,
    language,
    say: (key: SentenceKey, values?: Record<string, string | number>) => say(language, key, values),
    name: (kind: NameKind, value: string) => nameOf(language, kind, value),
    text: (text: Text | undefined) => text?.[language] ?? '',
  };
}
