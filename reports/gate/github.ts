import { flakyWord } from '../attempts.ts';
import type { Language } from '../text.ts';
import { visible } from '../visible.ts';
import { messageOf } from './junit.ts';
import type { Change, Gate } from './model.ts';
import { tell, waiverSections, waiverWords } from './words.ts';

/** GitHub shows no more annotations of one kind than this for a step. */
const SHOWN = 10;

type Kind = 'error' | 'warning' | 'notice';

interface Annotation {
  kind: Kind;
  title: string;
  message: string;
  file?: string;
  line?: number;
}

/**
 * A gate as workflow commands of GitHub Actions, one a line, which become annotations of the job: errors for regressions and waivers
 * that have had their day, warnings for what can no longer be judged and for flaky checks. Ends in a newline where there are any.
 */
export function renderGateGithub(gate: Gate, options: { lang?: Language } = {}): string {
  const language = options.lang ?? 'en';
  const changes = gate.changes.flatMap((change): Annotation[] => {
    const kind = kindOf(change);
    const flaky = change.flaky ? ` (${flakyWord(language)})` : '';
    return kind ? [{ kind, title: `${change.check}${flaky}`, message: messageOf(change, language) }] : [];
  });
  const waivers = waiverSections(gate, language).flatMap(({ waivers: listed }) =>
    listed.map((waiver): Annotation => {
      const kind = waiver.state === 'unmatched' ? 'notice' : 'error';
      const place =
        waiver.file === undefined ? {} : { file: waiver.file, ...(waiver.line ? { line: waiver.line } : {}) };
      return { kind, title: waiver.check, message: waiverWords(waiver, language), ...place };
    }),
  );
  const all = [...waivers, ...changes];
  const lines = (['error', 'warning', 'notice'] as const).flatMap((kind) => {
    const ofKind = all.filter((one) => one.kind === kind);
    if (ofKind.length <= SHOWN) return ofKind;
    const rest = ofKind.length - SHOWN + 1;
    const more = { kind, title: 'conform gate', message: tell(language, 'more', { count: rest }) };
    return [...ofKind.slice(0, SHOWN - 1), more];
  });
  return lines.map((annotation) => `${commandOf(annotation)}\n`).join('');
}

function kindOf({ effect, flaky, now }: Change): Kind | undefined {
  if (effect === 'regression') return 'error';
  return effect === 'unjudged' || (flaky && now === 'fail') ? 'warning' : undefined;
}

function commandOf({ kind, title, message, file, line }: Annotation): string {
  const pairs = Object.entries({ file, line, title }).filter(([, value]) => value !== undefined);
  const properties = pairs.map(([name, value]) => `${name}=${escapeProperty(visible(String(value)))}`);
  return `::${kind} ${properties.join(',')}::${escapeData(visible(message))}`;
}

/** The escapes of the runner: a line end would end the command and let a target's text begin another. */
function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
