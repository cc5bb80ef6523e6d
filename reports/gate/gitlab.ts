import { createHash } from 'node:crypto';
import type { Level } from '../../specs/judge/types.ts';
import type { Language } from '../text.ts';
import { oneLine } from '../visible.ts';
import { messageOf } from './junit.ts';
import type { Change, Gate, GateWaiver } from './model.ts';
import { waiverSections, waiverWords } from './words.ts';

/** An entry of a code quality report, as GitLab reads it. */
interface Issue {
  description: string;
  check_name: string;
  fingerprint: string;
  severity: 'info' | 'minor' | 'major' | 'critical' | 'blocker';
  location: { path: string; lines: { begin: number } };
}

/** Most characters of a description. */
const DESCRIPTION_LIMIT = 500;

const SEVERITIES: Record<Level, Issue['severity']> = { must: 'critical', should: 'major', may: 'minor' };

/** Where changes are shown that stand in no file: a path of the repository, and the line of each check in it. */
export interface Places {
  path: string;
  lineOf(check: string): number;
}

/**
 * A gate as GitLab's code quality report: every failure that no waiver covers, known ones too (GitLab itself compares the reports of
 * two branches), what can no longer be judged, and waivers that have had their day.
 */
export function renderGateGitlab(gate: Gate, places: Places, options: { lang?: Language } = {}): string {
  const language = options.lang ?? 'en';
  const listed = gate.changes.filter((change) => (change.now === 'fail' && !change.waiver) || change.effect !== null);
  const issues = [
    ...listed.map((change) => issueOf(change, places, language)),
    ...waiverSections(gate, language)
      .flatMap(({ waivers }) => waivers)
      .map((waiver) => waiverIssue(waiver, places, language)),
  ];
  return `${JSON.stringify(issues, null, 2)}\n`;
}

function issueOf(change: Change, { path, lineOf }: Places, language: Language): Issue {
  const { check, rule, level, kind, effect } = change;
  return {
    description: oneLine(`${check}: ${messageOf(change, language)}`, DESCRIPTION_LIMIT),
    check_name: rule,
    fingerprint: fingerprintOf(check, effect === 'unjudged' ? kind : 'failure'),
    severity: kind === 'known-failure' ? 'info' : SEVERITIES[level],
    location: { path, lines: { begin: lineOf(check) } },
  };
}

function waiverIssue(waiver: GateWaiver, places: Places, language: Language): Issue {
  return {
    description: oneLine(`${waiver.check}: ${waiverWords(waiver, language)}`, DESCRIPTION_LIMIT),
    check_name: 'waiver',
    fingerprint: fingerprintOf(waiver.check, waiver.state),
    severity: waiver.state === 'unmatched' ? 'info' : 'major',
    location: { path: waiver.file ?? places.path, lines: { begin: waiver.line ?? 1 } },
  };
}

/** The same for the same matter in every run, so that GitLab can tell what is new. */
function fingerprintOf(...parts: string[]): string {
  return createHash('sha256').update(parts.join('\n')).digest('hex');
}
