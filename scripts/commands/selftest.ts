import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { selftestHtml } from '../../reports/selftest/render.ts';
import { selftestLines } from '../../reports/selftest/terminal.ts';
import type { Language } from '../../reports/text.ts';
import { InputError } from '../../schemas/input.ts';
import { closest } from '../../schemas/sentences.ts';
import { loadContract, profileIds } from '../../specs/contract/load.ts';
import { readRecording } from '../../specs/recording/read.ts';
import { readEquivalents } from '../../specs/selftest/equivalents.ts';
import { KINDS } from '../../specs/selftest/kinds/index.ts';
import { resultOf, type SelftestResult } from '../../specs/selftest/result.ts';
import type { Shard } from '../../specs/selftest/shard.ts';
import { EXIT } from '../exit.ts';
import { note, printJson, printLines } from '../print.ts';
import { runTarget } from '../run-target.ts';
import { runBehaviour } from '../selftest/behaviour.ts';
import { judgeInWorkers } from '../selftest/pool.ts';
import { suiteInfo } from '../suite.ts';
import { integer, jsonOption, langOption, type Register } from './options.ts';

/** How many exchanges each fact is tried on: with one there are some 20,000 mutants. */
const DEPTH = 1;

interface Options {
  profile?: string[];
  recording?: string[];
  seed: number;
  depth: number;
  kind?: string[];
  most?: number;
  behaviour?: boolean;
  behaviourOnly?: boolean;
  out: string;
  lang: Language;
  json?: boolean;
}

export const registerSelftest: Register = (program, finish) => {
  program
    .command('selftest')
    .description('show how many wrong clouds the suite catches, and that it accuses no right one')
    .option('-p, --profile <profiles...>', 'contracts to try; all if left out')
    .option('--recording <files...>', 'recordings to change; if left out, each embedded cloud is exercised once')
    .option('--seed <number>', 'for the choices among places to be wrong in', integer, 1)
    .option('--depth <number>', 'exchanges that each fact is tried on', integer, DEPTH)
    .option('--kind <kinds...>', 'kinds of mutants; all if left out')
    .option('--most <number>', 'most mutants of each kind and profile; all if left out', integer)
    .option('--behaviour', 'exercise every wrong embedded cloud as well (some 20 minutes)')
    .option('--behaviour-only', 'exercise them and try no mutants')
    .option('-o, --out <folder>', 'folder for the result', path.join('reports', 'out', 'selftest'))
    .addOption(langOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
A mutant is a recording that is wrong in one thing. It counts as killed if a check on the row that it breaks fails, with
the expected finding at the expected place; one that only other checks notice has survived. A control is a recording that
differs harmlessly, and must make no check fail. What survives for a reason stands in fixtures/selftest/equivalents.yaml.

Exit codes: 0 all killed or explained, no control accused; 1 otherwise; 2 usage or file error; 3 no recording could be made.

Examples:
  conform selftest
  conform selftest --profile easystack --kind field-missing page-gap --seed 7
  conform selftest --behaviour-only --profile huawei
  conform selftest --recording reports/out/lab/recording.jsonl --out selftest-lab`,
    )
    .action(async (options: Options) => finish(await selftest(options)));
};

async function selftest(options: Options): Promise<number> {
  for (const profile of options.profile ?? []) mustBeOneOf('profile', profile, profileIds());
  for (const kind of options.kind ?? [])
    mustBeOneOf(
      'kind of mutants',
      kind,
      KINDS.map(({ id }) => id),
    );
  const equivalents = readEquivalents();
  const recordings = options.behaviourOnly ? [] : await recordingsFor(options);
  const workers = Math.max(1, Math.min(availableParallelism(), 8));
  const shards = recordings.flatMap(({ profile, recordingFile }) =>
    Array.from({ length: workers }, (_, index): Shard => {
      const { seed, depth, kind, most } = options;
      const some = { ...(kind ? { kinds: kind } : {}), ...(most === undefined ? {} : { most }) };
      return { profile, recordingFile, seed, depth, ...some, index, of: workers };
    }),
  );
  const start = performance.now();
  const used = process.cpuUsage();
  const judged = await judgeInWorkers(shards, workers);
  const seconds = Math.round((performance.now() - start) / 100) / 10;
  const { user, system } = process.cpuUsage(used);
  const cpuSeconds = Math.round((user + system) / 100_000) / 10;
  const profiles = options.behaviourOnly ? (options.profile ?? profileIds()) : recordings.map(({ profile }) => profile);
  const result = resultOf(judged, {
    suite: suiteInfo(),
    seed: options.seed,
    seconds,
    cpuSeconds,
    workers,
    contracts: new Map(profiles.map((profile) => [profile, loadContract(profile)])),
    equivalents,
    behaviour: options.behaviour || options.behaviourOnly ? await runBehaviour(profiles, options.out) : [],
    complete:
      recordings.length > 0 &&
      !options.kind &&
      options.most === undefined &&
      profileIds().every((id) => profiles.includes(id)),
  });
  const files = await write(result, options);
  if (options.json) printJson({ ...summaryOf(result), files });
  else printLines(selftestLines(result, files));
  return result.ok ? EXIT.ok : EXIT.notConformant;
}

/** A recording for each profile: those that were given, else one that is made. */
async function recordingsFor(options: Options): Promise<{ profile: string; recordingFile: string }[]> {
  if (options.recording) {
    return options.recording.map((recordingFile) => ({
      profile: options.profile?.[0] ?? readRecording(recordingFile).header.target.profile,
      recordingFile,
    }));
  }
  const made: { profile: string; recordingFile: string }[] = [];
  for (const profile of options.profile ?? profileIds()) {
    note(`exercising embedded:${profile}`);
    const out = path.join(options.out, profile);
    const { recordingFile } = await runTarget({ target: `embedded:${profile}`, out, quiet: true });
    made.push({ profile, recordingFile });
  }
  return made;
}

async function write(result: SelftestResult, { out, lang }: Options): Promise<string[]> {
  mkdirSync(out, { recursive: true });
  const json = path.join(out, 'selftest.json');
  const page = path.join(out, 'index.html');
  writeFileSync(json, `${JSON.stringify(result, null, 1)}\n`);
  writeFileSync(page, await selftestHtml(result, lang));
  return [json, page];
}

function summaryOf({ ok, seed, seconds, total, profiles, controls, stale }: SelftestResult) {
  const accused = controls.flatMap((control) => control.accused);
  return { ok, seed, seconds, total, profiles, accused, stale };
}

function mustBeOneOf(what: string, name: string, known: readonly string[]): void {
  if (known.includes(name)) return;
  const close = closest(name, [...known]);
  throw new InputError(
    `there is no ${what} "${name}"; ${close ? `did you mean "${close}"?` : `choose one of ${known.join(', ')}`}`,
  );
}
