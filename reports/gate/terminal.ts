import { flakyWord } from '../attempts.ts';
import { painter } from '../terminal.ts';
import { type Language, nameOf, SIGNS } from '../text.ts';
import { oneLine, visible } from '../visible.ts';
import type { Change, Gate, GateWaiver } from './model.ts';
import {
  beforeOf,
  countsOf,
  notesOf,
  resultOf,
  sectionsOf,
  sidesOf,
  tell,
  waiverSections,
  waiverWords,
  wordsOf,
} from './words.ts';

/** Changes that each section lists; the files have all of them. */
const CHANGES_SHOWN = 30;

/** Most characters of what was found. */
const WORDS_LIMIT = 240;

const COLOURS = { green: 'green', regression: 'red', 'not-judged': 'yellow' } as const;

/** What a gate found, for people. Ends in a newline; nothing that a target said can move the cursor or change colours. */
export function renderGateTerminal(gate: Gate, options: { lang?: Language; colour?: boolean } = {}): string {
  const language = options.lang ?? 'en';
  const paint = painter(options.colour ?? false);
  const lines = [
    `${paint(COLOURS[gate.result], resultOf(gate, language))}  ${visible(sidesOf(gate, language))}`,
    `  ${countsOf(gate, language).join(', ')}`,
    ...notesOf(gate, language).map((note) => `  ${visible(note)}`),
  ];
  const change = (one: Change): string[] => {
    const mark = one.flaky ? `  ${paint('yellow', flakyWord(language))}` : '';
    const level = nameOf(language, 'level', one.level);
    const exchange = one.exchange && one.now !== null ? paint('dim', ` [${visible(one.exchange)}]`) : '';
    const head = `${signOf(one)} ${level}`;
    const shown = one.effect === 'regression' ? paint('red', head) : head;
    const words = wordsOf(one, language);
    const line = `  ${shown}  ${visible(one.check)}${exchange}  ${paint('dim', beforeOf(one, language))}${mark}`;
    return words ? [line, `      ${oneLine(words, WORDS_LIMIT)}`] : [line];
  };
  for (const { title, changes } of sectionsOf(gate, language)) {
    lines.push('', paint('bold', `${title} (${changes.length})`), ...changes.slice(0, CHANGES_SHOWN).flatMap(change));
    const more = changes.length - CHANGES_SHOWN;
    if (more > 0) lines.push(`  ${tell(language, 'more', { count: more })}`);
  }
  for (const { title, waivers } of waiverSections(gate, language)) {
    lines.push('', paint('bold', `${title} (${waivers.length})`));
    for (const waiver of waivers) {
      lines.push(`  ${SIGNS.fail} ${visible(waiver.check)}${paint('dim', placeOf(waiver))}`);
      lines.push(`      ${oneLine(waiverWords(waiver, language), WORDS_LIMIT)}`);
    }
  }
  return `${lines.join('\n')}\n`;
}

function signOf({ now, kind }: Change): string {
  if (now === null) return kind === 'removed' ? SIGNS['not-applicable'] : SIGNS.inconclusive;
  return SIGNS[now];
}

function placeOf({ file, line }: GateWaiver): string {
  if (file === undefined) return '';
  return `  ${visible(file)}${line === undefined ? '' : `:${line}`}`;
}
