import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { renderDocuments } from '../../reports/documents-terminal.ts';
import { renderSarif } from '../../reports/sarif.ts';
import { wantsColour } from '../../reports/terminal.ts';
import type { Language } from '../../reports/text.ts';
import { InputError } from '../../schemas/input.ts';
import { loadContract } from '../../specs/contract/load.ts';
import { isSettled, type LintedDocument, lintDocuments } from '../../specs/documents/lint.ts';
import { readDocuments } from '../../specs/documents/read.ts';
import { DOCUMENT_RULES } from '../../specs/documents/rules/index.ts';
import { EXIT } from '../exit.ts';
import { suiteInfo } from '../suite.ts';
import { jsonOption, langOption, profileOption, type Register } from './options.ts';

/** Findings that are shown of one ruling, unless all are asked for. */
const SHOWN_OF_EACH = 2;

interface Options {
  profile?: string;
  document?: string[];
  folder?: string;
  sarif?: string;
  all?: boolean;
  json?: boolean;
  lang: Language;
}

export const registerLintDocs: Register = (program, finish) => {
  program
    .command('lint-docs')
    .description('find contradictions inside the vendor documents, and the ruling on each; needs no cloud')
    .addOption(profileOption())
    .option('-d, --document <ids...>', 'documents to lint; all if left out')
    .option('--folder <folder>', "inventory to lint; the project's own if left out")
    .option('--all', 'show every finding, not the first ones of each ruling')
    .option('--sarif <file>', 'write the findings as SARIF 2.1.0, - for standard output')
    .addOption(langOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
Exit codes: 0 every finding has a ruling, and every ruling a finding; 1 one of them has not; 2 usage or file error.

Examples:
  conform lint-docs --profile easystack
  conform lint-docs --document huawei-bms-v1 --all
  conform lint-docs --sarif lint-docs.sarif --json > lint-docs.json`,
    )
    .action((options: Options) => finish(lint(options)));
};

function lint(options: Options): number {
  const directory = options.folder === undefined ? {} : { directory: path.resolve(options.folder) };
  const only = documentsOf(options, directory);
  const linted = lintDocuments({ ...directory, ...(only ? { only } : {}) });
  if (options.sarif !== undefined) {
    const text = `${JSON.stringify(renderSarif(linted, DOCUMENT_RULES, suiteInfo().version), null, 2)}\n`;
    if (options.sarif === '-') process.stdout.write(text);
    else writeFileSync(options.sarif, text);
  }
  if (options.json) process.stdout.write(`${JSON.stringify(asData(linted), null, 2)}\n`);
  else if (options.sarif !== '-') {
    const each = options.all ? {} : { each: SHOWN_OF_EACH };
    process.stdout.write(
      renderDocuments(linted, DOCUMENT_RULES, { lang: options.lang, colour: wantsColour(process.stdout), ...each }),
    );
  }
  return isSettled(linted) ? EXIT.ok : EXIT.notConformant;
}

/** Ids of the documents that were asked for. @throws InputError for one that there is not */
function documentsOf({ document, profile }: Options, directory: { directory?: string }): string[] | undefined {
  if (document) {
    const known = readDocuments(directory.directory).map(({ id }) => id);
    const strange = document.find((id) => !known.includes(id));
    if (strange !== undefined) throw new InputError(`there is no document "${strange}"; choose of ${known.join(', ')}`);
    return document;
  }
  return profile === undefined ? undefined : loadContract(profile).profile.documents;
}

function asData(linted: LintedDocument[]): unknown {
  return {
    settled: isSettled(linted),
    documents: linted.map(({ document, findings, idle }) => ({
      id: document.id,
      findings: findings.map(({ finding, erratum }) => ({
        id: finding.id,
        rule: finding.rule,
        operation: finding.operation,
        places: finding.places.map(({ file, ...place }) => ({
          ...place,
          ...(file ? { file: path.relative('', file) } : {}),
        })),
        rows: finding.rows,
        ruling: erratum ? { id: erratum.id, ...erratum.ruling, effect: erratum.effect ?? null } : null,
      })),
      idle: idle.map(({ erratum, id }) => ({ erratum: erratum.id, finding: id })),
    })),
  };
}
