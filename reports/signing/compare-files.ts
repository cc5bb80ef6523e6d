import { existsSync } from 'node:fs';
import path from 'node:path';
import { isObject } from '../../schemas/fold.ts';
import { readText } from '../../schemas/input.ts';
import type { Check } from '../../specs/judge/types.ts';
import { digestOf } from './canonical-json.ts';
import { digestsOfFiles, leavesOf, RECORDING_FILE, REPORT_FILE, recordingLines } from './folder.ts';
import { signedVerdict } from './statement.ts';
import type { Problem, SignedVerdict, Statement } from './types.ts';

/** How report.json differs from what was signed: which checks, and which other parts. */
export function compareReport(folder: string, statement: Statement, notes: string[]): Problem[] {
  if (!existsSync(path.join(folder, REPORT_FILE))) {
    notes.push(`${REPORT_FILE} is not here; the verdicts stand in the signature.`);
    return [];
  }
  let report: unknown;
  try {
    report = JSON.parse(readText(path.join(folder, REPORT_FILE)));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return [{ code: 'changed', file: REPORT_FILE, message: `it is no JSON any more: ${error.message}` }];
  }
  // Not held against its schema: whatever was changed is to be named as what it is.
  const { checks, formatVersion: _version, ...members } = isObject(report) ? report : {};
  const found = Array.isArray(checks) ? checks.filter(isCheck).map(signedVerdict) : [];
  const problems = [...changedChecks(statement.verdicts, found), ...changedMembers(statement, members)];
  return problems.map((problem) => ({ file: REPORT_FILE, ...problem }));
}

function isCheck(value: unknown): value is Check {
  return isObject(value) && typeof value.id === 'string';
}

/** Files whose bytes are not those that were signed. One of which something was named already is not named again. */
export function compareFiles(
  folder: string,
  statement: Statement,
  named: readonly Problem[],
  notes: string[],
): Problem[] {
  const found = digestsOfFiles(folder);
  const problems: Problem[] = [];
  for (const [file, digest] of Object.entries(statement.files)) {
    if (found[file] === digest || named.some((problem) => problem.file === file)) continue;
    if (found[file] !== undefined)
      problems.push({ code: 'changed', file, message: 'its bytes are not those that were signed' });
    else if (file !== REPORT_FILE && file !== RECORDING_FILE) notes.push(`${file} is not here.`);
  }
  const more = Object.keys(found).filter((file) => statement.files[file] === undefined);
  if (more.length > 0) notes.push(`Not covered by the signature: ${more.join(', ')}.`);
  return problems;
}

/** Lines of the recording that are not those that were signed, by their exchanges. */
export function compareRecording(folder: string, leaves: readonly string[]): Problem[] {
  const lines = recordingLines(folder);
  const hashes = leavesOf(lines);
  const signed = new Set(leaves);
  const problem = (code: string, index: number, message: string): Problem => {
    const name = nameOf(lines[index]!);
    const exchange = name.startsWith('x') ? { exchange: name } : {};
    return { code, file: RECORDING_FILE, line: index + 1, ...exchange, message: `${name} ${message}` };
  };
  if (lines.length === leaves.length) {
    return hashes.flatMap((hash, index) => {
      if (hash === leaves[index]) return [];
      return signed.has(hash)
        ? [problem('changed', index, 'stands at another place than when it was signed')]
        : [problem('changed', index, 'was changed')];
    });
  }
  const here = new Set(hashes);
  const strange = hashes.flatMap((hash, index) =>
    signed.has(hash) ? [] : [problem('added', index, 'is not as it was signed, or was not there')],
  );
  const gone = leaves.flatMap((leaf, index) => (here.has(leaf) ? [] : [index + 1]));
  const places = `line${gone.length === 1 ? '' : 's'} ${gone.slice(0, 10).join(', ')}${gone.length > 10 ? ', …' : ''}`;
  const message = `it has ${lines.length} lines, where ${leaves.length} were signed${gone.length > 0 ? `; ${places} of those are not there` : ''}`;
  const missing = missingExchanges(lines);
  const exchange = missing[0] ? { exchange: missing[0] } : {};
  const named = missing.length > 0 ? `: ${missing.slice(0, 10).join(', ')}` : '';
  return [...strange, { code: 'missing', file: RECORDING_FILE, ...exchange, message: `${message}${named}` }];
}

/** Exchanges are numbered in the order of sending: those whose number no line has. */
function missingExchanges(lines: readonly string[]): string[] {
  const ids = new Set(lines.map(nameOf).filter((name) => /^x\d+$/.test(name)));
  const highest = Math.max(0, ...[...ids].map((id) => Number(id.slice(1))));
  return Array.from({ length: highest }, (_, index) => `x${index + 1}`).filter((id) => !ids.has(id));
}

type Found = Omit<Problem, 'file'>;

function changedChecks(signed: readonly SignedVerdict[], found: readonly SignedVerdict[]): Found[] {
  const left = new Map(found.map((verdict) => [verdict.check, verdict]));
  const problems: Found[] = [];
  for (const one of signed) {
    const { check } = one;
    const other = left.get(check);
    left.delete(check);
    if (!other) problems.push({ code: 'missing', check, message: 'the check is gone from the report' });
    else if (other.verdict !== one.verdict)
      problems.push({
        code: 'changed',
        check,
        message: `the verdict was changed: ${one.verdict} was signed, ${other.verdict} stands there`,
      });
    else if (other.digest !== one.digest) problems.push({ code: 'changed', check, message: 'the check was changed' });
  }
  for (const check of left.keys())
    problems.push({ code: 'added', check, message: 'the check was not there when the report was signed' });
  return problems;
}

function changedMembers(statement: Statement, members: Record<string, unknown>): Found[] {
  const names = new Set([...Object.keys(statement.report), ...Object.keys(members)]);
  return [...names]
    .filter((name) => members[name] === undefined || digestOf(members[name]) !== statement.report[name])
    .map((name) => ({ code: 'changed', message: `its part "${name}" is not what was signed` }));
}

/** The id of an exchange, or what else a line of a recording is. */
function nameOf(line: string): string {
  const id = /"id":"(x[1-9][0-9]*)"/.exec(line)?.[1];
  const type = /^\{"type":"(\w+)"/.exec(line)?.[1];
  return type === 'exchange' && id ? id : type ? `the ${type}` : 'the line';
}
