import type { Coverage } from '../../reports/coverage.ts';
import { coverageOf } from '../../reports/coverage.ts';
import { readReport } from '../../reports/read.ts';
import { loadContract } from '../../specs/contract/load.ts';
import { EXIT } from '../exit.ts';
import { columns, printJson, printLines } from '../print.ts';
import { jsonOption, type Register } from './options.ts';

interface Options {
  rows?: boolean;
  json?: boolean;
}

export const registerCoverage: Register = (program, finish) => {
  program
    .command('coverage')
    .description('say of every documented row which checks judged it in some runs, or why none did')
    .argument('<reports...>', 'report.json of runs')
    .option('--rows', 'list the rows that no check judged')
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
A row counts as judged when a check on it passed or failed with an exchange as evidence, not when a schema mentions it.
The documents are those of the profiles that judged the reports.

Exit codes: 0 every row is judged or excluded with a reason; 1 some are not; 2 usage or file error.

Examples:
  conform coverage reports/out/embedded-easystack/report.json reports/out/embedded-huawei/report.json
  conform coverage reports/out/lab/report.json --rows`,
    )
    .action((files: string[], options: Options) => finish(showCoverage(files, options)));
};

function showCoverage(files: string[], options: Options): number {
  const reports = files.map((file) => readReport(file));
  const profiles = [...new Set(reports.map((report) => report.contract.profile))];
  const coverage = coverageOf(profiles.map(loadContract), reports);
  if (options.json) printJson(coverage);
  else printLines(linesOf(coverage, options.rows ?? false));
  return coverage.rows.some((row) => row.state === 'unjudged') ? EXIT.notConformant : EXIT.ok;
}

function linesOf(coverage: Coverage, withRows: boolean): string[] {
  const head = ['document', 'rows', 'judged', 'excluded', 'unjudged'];
  const table = columns(
    [head, ...coverage.documents.map((one) => [one.id, one.rows, one.judged, one.excluded, one.unjudged])],
    '',
  );
  if (coverage.documents.length === 0) return ['The profile of these reports has no document of its own.'];
  if (!withRows) return table;
  const open = coverage.rows.filter((row) => row.state !== 'judged');
  const lines = columns(
    open.map((row) => [row.state, row.id, row.reason?.en ?? '']),
    '  ',
  );
  return [...table, '', ...lines];
}
