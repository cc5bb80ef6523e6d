import type { Level, Text, VerdictName } from '../specs/judge/types.ts';
import type { RowState } from './model.ts';
import { CERTIFICATE } from './sentences/certificate.ts';
import { EVIDENCE } from './sentences/evidence.ts';
import { NAMES } from './sentences/names.ts';
import { PAGE } from './sentences/page.ts';
import { REPORT } from './sentences/report.ts';

/** A language of the reports. */
export type Language = keyof Text;

/** Sign of each verdict: it says without colour what the colour says. */
export const SIGNS: Record<VerdictName, string> = {
  pass: '✓',
  fail: '✕',
  inconclusive: '?',
  'not-applicable': '–',
  error: '!',
};

/** Verdicts from the most to the least urgent. */
export const VERDICT_ORDER: readonly VerdictName[] = ['fail', 'error', 'inconclusive', 'pass', 'not-applicable'];

/** Levels from the strictest to the mildest. */
export const LEVEL_ORDER: readonly Level[] = ['must', 'should', 'may'];

/** States of documented rows, as the reports list them. */
export const STATE_ORDER: readonly RowState[] = ['judged', 'excluded', 'unjudged'];

const SENTENCES = { ...REPORT, ...CERTIFICATE, ...PAGE, ...EVIDENCE };

export type SentenceKey = keyof typeof SENTENCES;
export type NameKind = keyof typeof NAMES;

/** What is filled into a sentence, by name. */
type Values = Record<string, string | number>;

/** A sentence of the reports in a language, filled in. */
export const say = sayFrom(SENTENCES);

/** The name of a value in a language; the value itself where it has no name of its own. */
export const nameOf = nameFrom(NAMES);

/** Makes what says the sentences of a list in a language, filled in. */
export function sayFrom<Key extends string>(sentences: Record<Key, Text>) {
  return (language: Language, key: Key, values: Values = {}): string =>
    fill(language, sentences[key][language], values);
}

/** Makes what names values in a language; a value without a name of its own is shown as it is. */
export function nameFrom<Kind extends string>(names: Record<Kind, Record<string, Text>>) {
  return (language: Language, kind: Kind, value: string): string =>
    Object.hasOwn(names[kind], value) ? names[kind][value]![language] : value;
}

/**
 * A sentence with its `{name}` filled in, and the number with the word that fits it for `{count|check|checks}`; what has
 * no value is left empty.
 */
export function fill(language: Language, sentence: string, values: Values): string {
  return sentence.replace(/\{(\w+)(?:\|([^|}]*)\|([^}]*))?\}/g, (_, name: string, one?: string, other?: string) => {
    const value = values[name] ?? '';
    const shown = typeof value === 'number' ? value.toLocaleString('en') : value;
    if (other === undefined) return shown;
    return language === 'zh' ? `${shown} ${other}` : `${shown} ${value === 1 ? one : other}`;
  });
}
