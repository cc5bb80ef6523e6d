import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { Report } from '../../reports/model.ts';
import { InputError, readValidated } from '../../schemas/input.ts';
import { EXIT, explain } from '../exit.ts';
import { printJson, printLines } from '../print.ts';
import { runTarget } from '../run-target.ts';
import { ROOT } from '../suite.ts';
import { writeRun } from '../write-run.ts';
import { type Explanation, explains, joinOutcomes } from './join.ts';
import { surprises } from './known.ts';

// Holds the lab beside the embedded `openstack` cloud, check by check: they are to come to the same verdict, for the same reason.

const USAGE = `usage: npm run lab:parity -- [--lab report.json] [--embedded report.json] [--json]

Runs the suite as openstack on the lab and on the embedded cloud, or takes the reports of runs that were made before.
Exit codes: 0 the same verdicts, or each difference is explained in fixtures/targets/lab-parity.yaml; 1 not; 2 usage or file error.`;
const EXPLANATIONS = path.join(ROOT, 'fixtures/targets/lab-parity.yaml');

interface Options {
  lab?: string;
  embedded?: string;
  json?: boolean;
}

async function main(args: string[]): Promise<number> {
  const options = optionsOf(args);
  if (!options) {
    printLines([USAGE]);
    return EXIT.ok;
  }
  const lab = await reportOf(options.lab, path.join(ROOT, 'fixtures/targets/lab.yaml'), 'lab-openstack');
  const embedded = await reportOf(options.embedded, 'embedded:openstack', 'embedded-openstack');
  const known = readValidated<Explanation[]>(EXPLANATIONS, 'lab-parity');
  const differences = joinOutcomes(lab.checks, embedded.checks);
  const { unknown, stale } = surprises(differences, known, explains);
  const isGood = unknown.length + stale.length === 0;
  if (options.json) {
    printJson({ checks: lab.checks.length, differences: differences.length, unexplained: unknown, stale });
  } else {
    const file = path.relative(process.cwd(), EXPLANATIONS);
    printLines([
      ...unknown.map((one) => `${one.id}: lab ${one.lab}, embedded ${one.embedded}; ${file} has no reason for it`),
      ...stale.map(
        (one) => `${one.check}: lab ${one.lab}, embedded ${one.embedded} is no more; take it out of ${file}`,
      ),
      `${lab.checks.length} checks on the lab, ${embedded.checks.length} on the embedded cloud; ${differences.length} differ, ${unknown.length} of them without a reason`,
    ]);
  }
  return isGood ? EXIT.ok : EXIT.notConformant;
}

function optionsOf(args: string[]): Options | null {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  try {
    const { values } = parseArgs({ args, options: { lab: text, embedded: text, json: flag, help: flag } });
    return values.help ? null : values;
  } catch (error) {
    throw new InputError(`${(error as Error).message}\n${USAGE}`);
  }
}

async function reportOf(file: string | undefined, target: string, name: string): Promise<Report> {
  if (file) return readValidated<Report>(file, 'report');
  const out = path.join(ROOT, 'reports/out', name);
  mkdirSync(out, { recursive: true });
  const { contract, recordingFile } = await runTarget({ target, profile: 'openstack', out });
  return (await writeRun({ contract, recordingFile, out })).report;
}

process.exitCode = await main(process.argv.slice(2)).catch(explain);
