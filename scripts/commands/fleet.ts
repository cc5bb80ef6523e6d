import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { compareRuns } from '../../reports/compare/build.ts';
import { comparisonTerminal } from '../../reports/compare/terminal.ts';
import { writeComparison } from '../../reports/compare/write.ts';
import { resultOf } from '../../reports/result.ts';
import type { Language } from '../../reports/text.ts';
import { EXIT } from '../exit.ts';
import { COMPARISON, type Member, type MemberRun, readFleet, runFleet, worstOf } from '../fleet.ts';
import { columns, count, note, printJson, printLines } from '../print.ts';
import { ROOT, suiteInfo } from '../suite.ts';
import { readSubjects } from './compare.ts';
import { jsonOption, langOption, type Register } from './options.ts';

interface Options {
  out: string;
  lang: Language;
  json?: boolean;
}

export const registerFleet: Register = (program, finish) => {
  program
    .command('fleet')
    .description('run many targets, and hold them beside each other')
    .argument('<file>', 'fleet file: docs/formats.md')
    .requiredOption('-o, --out <folder>', `folder for the reports, one in it for each target, and "${COMPARISON}"`)
    .addOption(langOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
Each target is run by a process of its own, as by "conform run --no-allure".

Exit codes: the worst of the runs', from the best to the worst: 0 all are conformant; 3 one could not be judged; 1 one is not
conformant; 2 usage or file error; 130 interrupted.

Example:
  conform fleet fleet.yaml --out reports/out/fleet`,
    )
    .action(async (file: string, options: Options) => finish(await fleet(file, options)));
};

async function fleet(file: string, { out, lang, json }: Options): Promise<number> {
  const { members, together } = readFleet(file);
  const children = new Set<ChildProcess>();
  let isInterrupted = false;
  // Each run has a process group of its own: what a terminal sends comes here alone, and goes to each once.
  const pass = (signal: NodeJS.Signals): void => {
    isInterrupted = true;
    for (const child of children) child.kill(signal);
  };
  process.on('SIGINT', pass).on('SIGTERM', pass);
  try {
    const runs = await runFleet(
      { members, together },
      out,
      (member, folder) => runOne(member, folder, lang, children),
      () => isInterrupted,
    );
    const comparison = isInterrupted ? { files: [], lines: [] } : await compareAll(runs, out, lang);
    const exitCode = isInterrupted ? EXIT.interrupted : worstOf(runs);
    if (json) {
      const told = runs.map(({ report, ...run }) => ({ ...run, ...(report ? { summary: report.summary } : {}) }));
      printJson({ exitCode, runs: told, comparison: comparison.files });
    } else printLines([...runLines(runs, lang), ...comparison.lines]);
    return exitCode;
  } finally {
    process.off('SIGINT', pass).off('SIGTERM', pass);
  }
}

/** Runs one target in a process of its own, and passes on what it says of its progress. @returns its exit code */
function runOne(member: Member, folder: string, lang: Language, children: Set<ChildProcess>): Promise<number> {
  const { target, profile, only, confirm, name } = member;
  const args = [
    ...['run', '--target', target, '--out', folder, '--lang', lang, '--no-allure'],
    ...(profile ? ['--profile', profile] : []),
    ...(confirm ? ['--confirm', String(confirm)] : []),
    ...(only ? ['--only', ...only] : []),
  ];
  const child = spawn(process.execPath, [path.join(ROOT, 'scripts/conform.mjs'), ...args], {
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: true,
  });
  children.add(child);
  createInterface({ input: child.stderr }).on('line', (line) => note(`[${name}] ${line.replace(/^conform: /, '')}`));
  return new Promise((resolve) => {
    child.on('close', (code, signal) => {
      children.delete(child);
      resolve(code ?? (signal === 'SIGINT' || signal === 'SIGTERM' ? EXIT.interrupted : EXIT.notJudged));
    });
  });
}

/** Holds the runs that have a report beside each other. */
async function compareAll(
  runs: readonly MemberRun[],
  out: string,
  lang: Language,
): Promise<{ files: string[]; lines: string[] }> {
  const folders = runs.filter(({ report }) => report).map(({ folder }) => folder);
  if (folders.length < 2)
    return {
      files: [],
      lines: ['', `No comparison: ${folders.length === 1 ? 'one run alone has' : 'no run has'} a report.`],
    };
  const subjects = readSubjects(folders);
  const comparison = compareRuns(subjects, suiteInfo());
  const files = await writeComparison(path.join(out, COMPARISON), comparison, subjects, lang);
  return { files, lines: ['', ...comparisonTerminal(comparison, files, lang)] };
}

function runLines(runs: readonly MemberRun[], lang: Language): string[] {
  const rows = runs.map(({ name, exitCode, seconds, report, folder }) => {
    const result = report ? resultOf(report, lang) : undefined;
    const said = result ? `${result.sign} ${result.title}` : exitCode === null ? '– not begun' : '? no report';
    const failed = report ? count(report.summary.verdicts.fail, 'failure') : '';
    return [name, said, failed, `${seconds} s`, `exit code ${exitCode ?? '–'}`, report ? folder : ''];
  });
  return columns(rows, '');
}
