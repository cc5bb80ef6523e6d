import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { renderTerminal } from '../../reports/terminal.ts';
import { matchesPattern } from '../../specs/contract/inventory.ts';
import type { Check } from '../../specs/judge/types.ts';
import { runTarget } from '../run-target.ts';
import { ROOT } from '../suite.ts';
import { writeRun } from '../write-run.ts';

// Runs the suite against the lab: as `openstack` nothing may fail; as `easystack` just what a plain Nova is known not to do.

const TARGET = path.join(ROOT, 'fixtures/targets/lab.yaml');
const KNOWN = path.join(ROOT, 'fixtures/targets/lab-departures.yaml');

interface Departure {
  check: string;
  reason: string;
}

const departures = parse(readFileSync(KNOWN, 'utf8')) as Record<string, Departure[]>;
let isGood = true;
for (const profile of ['openstack', 'easystack']) {
  const out = path.join(ROOT, 'reports/out', `lab-${profile}`);
  const { contract, recordingFile } = await runTarget({ target: TARGET, profile, out });
  const { report, files } = await writeRun({ contract, recordingFile, out });
  process.stdout.write(renderTerminal(report, { files }));
  isGood = compare(profile, report.checks, departures[profile] ?? []) && isGood;
}
process.exitCode = isGood ? 0 : 1;

/** Says what failed without being known, and what is known but did not fail. */
function compare(profile: string, checks: Check[], known: Departure[]): boolean {
  const failed = checks.filter((check) => check.verdict === 'fail' || check.verdict === 'error');
  const unknown = failed.filter((check) => !known.some((departure) => matchesPattern(departure.check, check.id)));
  const stale = known.filter((departure) => !failed.some((check) => matchesPattern(departure.check, check.id)));
  for (const check of unknown)
    process.stdout.write(`${profile}: ${check.id} ${check.verdict}s, and ${KNOWN} does not know of it\n`);
  for (const departure of stale)
    process.stdout.write(`${profile}: ${departure.check} does not fail; take it out of ${KNOWN}\n`);
  if (unknown.length + stale.length === 0)
    process.stdout.write(`${profile}: ${failed.length} failures, all of them known\n`);
  return unknown.length + stale.length === 0;
}
