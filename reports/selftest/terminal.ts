import type { SelftestResult, Tally } from '../../specs/selftest/result.ts';
import { percent } from './text.ts';

/** Survivors that the terminal shows; the page has them all. */
const SHOWN = 12;

/** A self-test in a few lines: how many were caught by profile, what survived, who was accused. */
export function selftestLines(result: SelftestResult, files: readonly string[]): string[] {
  const { total, profiles, survivors, controls, behaviour, stale, seconds, cpuSeconds, workers, seed } = result;
  const open = survivors.filter(({ reason }) => !reason);
  const accused = controls.flatMap((control) => control.accused.map((one) => ({ control: control.id, ...one })));
  const variations = controls.reduce((sum, control) => sum + control.variations, 0);
  const head = [
    ...profiles.map((profile) => `${profile.profile.padEnd(10)} ${tallyLine(profile)}`),
    `${'all'.padEnd(10)} ${tallyLine(total)}`,
    `judged in ${seconds} s by ${workers} workers (${cpuSeconds} s of processor time), seed ${seed}`,
    '',
  ];
  return [
    ...(profiles.length > 0 ? head : []),
    ...open
      .slice(0, SHOWN)
      .flatMap(({ profile, kind, id, fate, codes, found }) => [
        `${fate === 'survived' ? 'not noticed' : 'noticed otherwise'}: ${profile} ${kind} ${id}, expected ${codes.join(' or ')}`,
        ...found.slice(0, 2).map((one) => `    ${one}`),
      ]),
    ...(open.length > SHOWN ? [`... and ${open.length - SHOWN} more`] : []),
    ...(variations > 0 ? [`${variations} harmless variations, ${accused.length} accusations`] : []),
    ...accused
      .slice(0, SHOWN)
      .map(({ control, profile, check, code }) => `    ${profile} ${control}: ${check}: ${code}`),
    ...(behaviour.length > 0
      ? [`${behaviour.filter(({ killed }) => killed).length} of ${behaviour.length} wrong clouds caught`]
      : []),
    ...behaviour
      .filter(({ killed }) => !killed)
      .flatMap(({ deviation, profile, expected, code, beside }) => [
        `    ${profile} ${deviation}: none of ${expected.join(', ')} failed with ${code}`,
        ...beside.slice(0, 2).map((one) => `        but ${one}`),
      ]),
    ...stale.map((entry) => `stale: fixtures/selftest/equivalents.yaml explains nothing any more with ${entry}`),
    '',
    ...files.map((file) => `  ${file}`),
  ];
}

function tallyLine({ mutants, killed, explained, otherwise, survived }: Tally): string {
  return `${mutants} mutants, ${killed} killed (${percent(killed, mutants)}), ${explained} explained, ${otherwise} noticed otherwise, ${survived} not noticed`;
}
