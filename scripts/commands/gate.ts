import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { InvalidArgumentError, Option } from 'commander';
import { gate, gateExitCode, type PlacedWaiver } from '../../reports/gate/gate.ts';
import { renderGateGithub } from '../../reports/gate/github.ts';
import { type Places, renderGateGitlab } from '../../reports/gate/gitlab.ts';
import { renderGateJUnit } from '../../reports/gate/junit.ts';
import { renderGateMarkdown } from '../../reports/gate/markdown.ts';
import type { Gate, Policy } from '../../reports/gate/model.ts';
import { renderGateTerminal } from '../../reports/gate/terminal.ts';
import type { Report } from '../../reports/model.ts';
import { wantsColour } from '../../reports/terminal.ts';
import type { Language } from '../../reports/text.ts';
import { formatSchema, InputError, readText, readValidated, readYaml, validateInput } from '../../schemas/input.ts';
import { loadAliases } from '../../specs/contract/aliases.ts';
import type { Waiver } from '../../specs/recording/types.ts';
import { jsonOption, langOption, type Register } from './options.ts';

interface Options {
  baseline: string;
  waivers?: string;
  at?: string;
  level: Policy['level'];
  flaky: Policy['flaky'];
  format: Format;
  json?: boolean;
  out?: string;
  lang: Language;
}

/** What a rendering is made from. */
interface Made {
  result: Gate;
  report: Report;
  places: Places;
  lang: Language;
}

/** The renderings, and the file of each that is written to a folder. */
const FORMATS = {
  terminal: {
    render: ({ result, lang }) => renderGateTerminal(result, { lang, colour: wantsColour(process.stdout) }),
  },
  json: { file: 'gate.json', render: ({ result }) => `${JSON.stringify(result, null, 2)}\n` },
  junit: { file: 'gate-junit.xml', render: ({ result, report, lang }) => renderGateJUnit(result, report, { lang }) },
  markdown: { file: 'gate.md', render: ({ result, lang }) => renderGateMarkdown(result, { lang }) },
  github: {
    // The log is for people too; the runner takes the commands out of it.
    render: ({ result, lang }) => renderGateTerminal(result, { lang }) + renderGateGithub(result, { lang }),
  },
  gitlab: {
    file: 'gate-code-quality.json',
    render: ({ result, places, lang }) => renderGateGitlab(result, places, { lang }),
  },
} as const satisfies Record<string, { file?: string; render: (made: Made) => string }>;

type Format = keyof typeof FORMATS;

export const registerGate: Register = (program, finish) => {
  program
    .command('gate')
    .description('hold the report of a run against that of a baseline, and say what got worse')
    .argument('<report>', 'report.json of the run')
    .requiredOption('-b, --baseline <report>', 'report.json of the run that it is held against')
    .option('-w, --waivers <file>', 'known failures that are accepted until a day, beside those of the target file')
    .option('--at <date>', 'the day that waivers are held against; today if left out', day)
    .addOption(
      new Option('--level <level>', 'the mildest level at which a change counts')
        .choices(['must', 'should', 'may'])
        .default('should'),
    )
    .addOption(
      new Option('--flaky <policy>', 'whether a new failure that did not happen again counts')
        .choices(['fail', 'warn'])
        .default('fail'),
    )
    .addOption(
      new Option('--format <format>', 'what to print; github is for people and prints annotations besides')
        .choices(Object.keys(FORMATS))
        .default('terminal'),
    )
    .addOption(jsonOption())
    .option('-o, --out <folder>', 'folder for gate.json, gate-junit.xml, gate.md and gate-code-quality.json')
    .addOption(langOption())
    .addHelpText(
      'after',
      `
A regression is a check that fails and did not fail in the baseline. What passed there and can no longer be
judged leaves a hole. Known failures and what is fixed are told and do no harm.

Exit codes: 0 no regression; 1 a regression, or a waiver that is stale (what it covers passes) or expired;
2 usage or file error; 3 something that passed before can no longer be judged.

Examples:
  conform gate out/report.json --baseline baseline/report.json
  conform gate out/report.json --baseline baseline/report.json --waivers waivers.yaml --format github --out gate`,
    )
    .action((report: string, options: Options) => finish(runGate(report, options)));
};

/** Holds a report against a baseline, prints and writes what came of it. @returns the exit code @throws {InputError} */
export function runGate(reportFile: string, options: Options): number {
  const [report, baseline] = [reportFile, options.baseline].map((file) => readValidated<Report>(file, 'report')) as [
    Report,
    Report,
  ];
  if (report.contract.profile !== baseline.contract.profile) {
    const [now, then] = [report, baseline].map(({ contract }) => contract.profile);
    const mend = 'hold it against a report of the same profile; conform compare is for different ones';
    throw new InputError(`judged by the contract of ${then}, and ${reportFile} by that of ${now}; ${mend}`, {
      file: options.baseline,
      key: 'contract.profile',
    });
  }
  const result = gate(report, {
    baseline,
    waivers: options.waivers === undefined ? [] : readWaivers(options.waivers),
    policy: { level: options.level, flaky: options.flaky },
    aliases: loadAliases(),
    at: options.at ?? new Date().toISOString().slice(0, 10),
  });
  const made = { result, report, places: placesIn(reportFile), lang: options.lang };
  if (options.out !== undefined) write(options.out, made);
  process.stdout.write(FORMATS[options.json ? 'json' : options.format].render(made));
  return gateExitCode(result);
}

function write(folder: string, made: Made): void {
  mkdirSync(folder, { recursive: true });
  for (const format of Object.values(FORMATS)) {
    if ('file' in format) writeFileSync(path.join(folder, format.file), format.render(made));
  }
}

/** A file of waivers: the member `waivers` of a target file, in a file of its own. @throws {InputError} */
function readWaivers(file: string): PlacedWaiver[] {
  const document = readYaml(file);
  const { waivers: list } = formatSchema('target').properties as Record<string, unknown>;
  const schema = { type: 'object', required: ['waivers'], additionalProperties: false, properties: { waivers: list } };
  const { waivers } = validateInput<{ waivers: Waiver[] }>(document, schema);
  return waivers.map((waiver, index) => {
    const line = document.lineOf(['waivers', index]);
    return { ...waiver, file: fromHere(file), ...(line === undefined ? {} : { line }) };
  });
}

/** Checks are shown in the report itself: it is the only file that has a line for each. */
function placesIn(file: string): Places {
  const lines = new Map<string, number>();
  for (const [index, text] of readText(file).split('\n').entries()) {
    const match = /^\s*"id": (".*"),?$/.exec(text);
    if (match) lines.set(JSON.parse(match[1]!) as string, index + 1);
  }
  return { path: fromHere(file), lineOf: (check) => lines.get(check) ?? 1 };
}

/** A path as CI wants it: from the folder that the command is called in, with slashes. */
function fromHere(file: string): string {
  const relative = path.relative('', file);
  return (relative.startsWith('..') ? file : relative).split(path.sep).join('/');
}

/** A day as an argument of an option. @throws InvalidArgumentError */
function day(text: string): string {
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));
  if (!isDay) throw new InvalidArgumentError('expected a day such as 2026-12-31.');
  return text;
}
