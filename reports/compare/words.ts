import path from 'node:path';
import { readValidated } from '../../schemas/input.ts';
import type { Text } from '../../specs/judge/types.ts';
import type { Language } from '../text.ts';
import { fill, nameOf } from '../text.ts';
import type { Draft } from './draft.ts';
import type { Difference, DifferenceSide, Side, Source, Weight } from './model.ts';
import { WEIGHTS } from './model.ts';

interface Phrase {
  source: Source;
  weight: Weight;
  title: Text;
  breaks: Text;
  portable: Text;
}

/** Operations that a sentence names; of more it says how many there are. */
const OPERATIONS_NAMED = 3;

/** Most characters of one side's value in a sentence; the sides themselves have the whole of it. */
const VALUE_LIMIT = 120;

const LANGUAGES: readonly Language[] = ['en', 'zh'];

let known: Record<string, Phrase> | undefined;

/** The words of every kind of difference (`phrases.yaml`). @throws InputError */
export function phrases(): Record<string, Phrase> {
  known ??= readValidated<Record<string, Phrase>>(path.join(import.meta.dirname, 'phrases.yaml'), 'phrases');
  return known;
}

/** Puts drafts into words, the gravest first, each with an id of its own. */
export function putIntoWords(drafts: readonly Draft[], sides: readonly Side[]): Difference[] {
  const names = new Map(sides.map(({ id, name }) => [id, name]));
  const taken = new Map<string, number>();
  const differences = drafts.map((draft): Difference => {
    const { values: _values, weight, kind, operations, subject, contract, instances, sides: own } = draft;
    const phrase = phrases()[kind];
    if (!phrase) throw new Error(`no words for the kind of difference "${kind}"; they belong in phrases.yaml`);
    const base = [kind, contract, operations[0] ?? '*', subject].filter((part) => part).join('/');
    const count = (taken.get(base) ?? 0) + 1;
    taken.set(base, count);
    return {
      id: count === 1 ? base : `${base}#${count}`,
      kind,
      source: phrase.source,
      weight: weight ?? phrase.weight,
      operations,
      subject,
      ...(contract ? { contract } : {}),
      sides: own,
      ...(instances && instances.length > 1 ? { instances } : {}),
      breaks: inBoth((language) => sentence(language, phrase.breaks, draft, names)),
      portable: inBoth((language) => sentence(language, phrase.portable, draft, names)),
    };
  });
  return differences.sort((one, other) => WEIGHTS.indexOf(one.weight) - WEIGHTS.indexOf(other.weight));
}

function inBoth(make: (language: Language) => string): Text {
  const [en, zh] = LANGUAGES.map(make) as [string, string];
  return { en, zh };
}

function sentence(language: Language, template: Text, draft: Draft, names: Map<string, string>): string {
  const { sides, kind, subject, contract } = draft;
  const nameOfSide = (side: string) => names.get(side) ?? side;
  const list = (states: DifferenceSide['state'][]) =>
    joined(
      language,
      sides.filter(({ state }) => states.includes(state)).map(({ side }) => nameOfSide(side)),
    );
  const own = Object.entries(draft.values ?? {}).map(([name, value]) => [
    name,
    typeof value === 'string' ? value : value[language],
  ]);
  return fill(language, template[language], {
    operations: operationsText(language, draft.operations),
    subject: kind === 'unsaid' ? nameOf(language, 'place', subject) : subject,
    contract: contract ?? '',
    has: list(['has']),
    lacks: list(['lacks', 'other']),
    values:
      sides
        .filter(({ value, state }) => value !== undefined && state !== 'unknown')
        .map(({ side, value }) => `${nameOfSide(side)}: ${cut(value!)}`)
        .join('; ') || '–',
    ...Object.fromEntries(own),
  });
}

function operationsText(language: Language, operations: readonly string[]): string {
  const named = operations.slice(0, OPERATIONS_NAMED);
  const rest = operations.length - named.length;
  if (rest === 0) return joined(language, named);
  return language === 'en'
    ? `${named.join(', ')} and ${rest} more`
    : `${named.join('、')} 等 ${operations.length} 个操作`;
}

function joined(language: Language, words: readonly string[]): string {
  if (words.length < 2) return words[0] ?? '';
  const last = words.at(-1);
  return language === 'en' ? `${words.slice(0, -1).join(', ')} and ${last}` : words.join('、');
}

function cut(text: string): string {
  return text.length > VALUE_LIMIT ? `${text.slice(0, VALUE_LIMIT - 1)}…` : text;
}
