import path from 'node:path';
import { renderTerminal } from '../../reports/terminal.ts';
import { readValidated } from '../../schemas/input.ts';
import type { Check } from '../../specs/judge/types.ts';
import { explain } from '../exit.ts';
import { printLines } from '../print.ts';
import { runTarget } from '../run-target.ts';
import { ROOT } from '../suite.ts';
import { writeRun } from '../write-run.ts';
import { type Known, surprises } from './known.ts';

// Runs the suite against the lab, as each profile or as those that are named: only what a plain Nova is known to do otherwise may fail.

const TARGET = path.join(ROOT, 'fixtures/targets/lab.yaml');
const KNOWN = path.join(ROOT, 'fixtures/targets/lab-departures.yaml');

async function main(named: string[]): Promise<number> {
  const departures = readValidated<Record<string, Known[]>>(KNOWN, 'lab-departures');
  let isGood = true;
  for (const profile of named.length > 0 ? named : Object.keys(departures)) {
    const out = path.join(ROOT, 'reports/out', `lab-${profile}`);
    const { contract, recordingFile } = await runTarget({ target: TARGET, profile, out });
    const { report, files } = await writeRun({ contract, recordingFile, out });
    process.stdout.write(renderTerminal(report, { files }));
    isGood = compare(profile, report.checks, departures[profile] ?? []) && isGood;
  }
  return isGood ? 0 : 1;
}

/** Says what failed without being known, and what is known but did not fail. */
function compare(profile: string, checks: Check[], known: Known[]): boolean {
  const failed = checks.filter((check) => check.verdict === 'fail' || check.verdict === 'error');
  const { unknown, stale } = surprises(failed, known);
  printLines([
    ...unknown.map((check) => `${profile}: ${check.id} ${check.verdict}s, and ${KNOWN} does not know of it`),
    ...stale.map((departure) => `${profile}: ${departure.check} does not fail; take it out of ${KNOWN}`),
    `${profile}: ${failed.length} failures, ${unknown.length} of them not known; ${stale.length} known ones did not come`,
  ]);
  return unknown.length + stale.length === 0;
}

process.exitCode = await main(process.argv.slice(2)).catch(explain);
