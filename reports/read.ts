import { readValidated } from '../schemas/input.ts';
import { currentId, loadAliases } from '../specs/contract/aliases.ts';
import type { Report } from './model.ts';

/** Reads a report of this or an earlier release; checks that were renamed since get their ids of today. @throws {InputError} */
export function readReport(file: string, aliases = loadAliases()): Report {
  const report = readValidated<Report>(file, 'report');
  return { ...report, checks: report.checks.map((check) => ({ ...check, id: currentId(check.id, aliases) })) };
}
