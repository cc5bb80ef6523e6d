import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { renderCertificate } from '../../reports/certificate/render.ts';
import { missingFor, titleOfLevel } from '../../reports/level-parts.ts';
import type { Report, ReportLevels } from '../../reports/model.ts';
import { readReportOf } from '../../reports/signing/folder.ts';
import { readPublicKey } from '../../reports/signing/keys.ts';
import { SIGNATURE_FILE } from '../../reports/signing/types.ts';
import { verifyReport } from '../../reports/signing/verify.ts';
import type { Language } from '../../reports/text.ts';
import { InputError } from '../../schemas/input.ts';
import { EXIT } from '../exit.ts';
import { note, printLines } from '../print.ts';
import { suiteInfo } from '../suite.ts';
import { langOption, type Register } from './options.ts';

interface Options {
  out?: string;
  key?: string;
  lang: Language;
}

export const registerCertificate: Register = (program, finish) => {
  program
    .command('certificate')
    .description('write the certificate of a report that reached a level: one page to print')
    .argument('<folder>', 'folder that "conform run" wrote, signed or not')
    .option('-o, --out <file>', 'file to write; certificate.html in the folder if left out')
    .option('-k, --key <file>', "the signer's public key (PEM), where the report is signed")
    .addOption(langOption())
    .addHelpText(
      'after',
      `
A signed report is verified first, and the page names the key. Of one that is not signed the page says so.

Exit codes: 0 written; 1 no level is reached, or the signed report does not verify; 2 usage or file error.

Examples:
  conform certificate out --key public.pem
  conform certificate out --lang zh --out certificate-zh.html`,
    )
    .action((folder: string, options: Options) => finish(certificate(folder, options)));
};

function certificate(folder: string, options: Options): number {
  const report = readReportOf(folder);
  const { levels } = report;
  if (!levels)
    throw new InputError('the report speaks of no level: it is of a part of the checks, or its profile has no levels', {
      file: folder,
    });
  if (!hasReached(report)) {
    const next = levels.next ?? '';
    const missing = missingFor(levels, next).length;
    note(`no level is reached; ${missing} required checks are missing for "${titleOfLevel(levels, next).en}"`);
    return EXIT.notConformant;
  }
  const signature = verified(folder, options);
  if (signature === 'refused') return EXIT.notConformant;
  const file = options.out ?? path.join(folder, 'certificate.html');
  writeFileSync(file, renderCertificate(report, { lang: options.lang, ...(signature ? { signature } : {}) }));
  printLines([`Written: ${file}${signature ? '' : ' (the report is not signed)'}`]);
  return EXIT.ok;
}

function hasReached(report: Report): report is Report & { levels: ReportLevels & { reached: string } } {
  return typeof report.levels?.reached === 'string';
}

/** What is known of the signer; undefined where nobody signed. */
function verified(folder: string, { key }: Options) {
  if (!existsSync(path.join(folder, SIGNATURE_FILE))) {
    if (key)
      throw new InputError('the report is not signed, so --key says nothing; leave it out, or sign first', {
        file: folder,
      });
    return undefined;
  }
  const at = new Date().toISOString().slice(0, 10);
  const result = verifyReport(folder, { ...(key ? { publicKey: readPublicKey(key) } : {}), at, suite: suiteInfo() });
  const { statement, signer } = result;
  if (result.verified && statement && signer) return { statement, signer };
  note(`the report does not verify (${result.problems[0]?.message}); "conform verify ${folder}" says more`);
  return 'refused' as const;
}
