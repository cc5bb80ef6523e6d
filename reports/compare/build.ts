import { compareVersions } from '../../schemas/version.ts';
import type { Contract } from '../../specs/contract/types.ts';
import { RULES } from '../../specs/rules/index.ts';
import { documentTitles, rowsOf } from '../build.ts';
import type { ReportRow } from '../model.ts';
import { answerDifferences } from './answers.ts';
import { contractDifferences } from './contracts.ts';
import { crossJudge } from './cross.ts';
import { type Draft, differ, sidesByValue } from './draft.ts';
import { fieldDifferences } from './field-differences.ts';
import { joinChecks } from './join.ts';
import type { Comparison, JoinState, Side } from './model.ts';
import { stateDifferences } from './states.ts';
import { COMMON_PROFILE, contractOf, type Subject } from './subject.ts';
import { NOISE_MS, NOISE_RATIO, timingDifferences, timingsOf } from './timings.ts';
import { phrases, putIntoWords } from './words.ts';

/**
 * Holds runs beside each other, and the contracts of their profiles.
 * @param suite name and version of the program, as the comparison states them
 */
export function compareRuns(subjects: readonly Subject[], suite: Comparison['suite']): Comparison {
  const profiles = new Set(subjects.flatMap(({ side, contract }) => [side.profile, contract.profile.id]));
  const all = [...new Set([...profiles, COMMON_PROFILE])].map((profile) => contractOf(profile));
  const { table, drafts } = crossJudge(subjects, all);
  const timings = timingsOf(subjects);
  const checks = joinChecks(subjects);
  const observed = [
    ...microversions(subjects),
    ...fieldDifferences(subjects),
    ...answerDifferences(subjects),
    ...stateDifferences(subjects),
    ...timingDifferences(timings),
  ];
  const sides = [...subjects.map(({ side }) => side), ...all.map(contractSide)];
  const drawn = [...drafts, ...observed, ...contractDifferences(all)];
  return assemble({ suite, sides, checks, timings, cross: table }, drawn, all);
}

/** Holds contracts beside each other, without any deployment. */
export function compareContracts(contracts: readonly Contract[], suite: Comparison['suite']): Comparison {
  const sides = contracts.map(contractSide);
  return assemble({ suite, sides, checks: [], timings: [], cross: [] }, contractDifferences(contracts), contracts);
}

function contractSide({ profile }: Contract): Side {
  const { id, microversions } = profile;
  const { min, max } = microversions;
  return { id, kind: 'contract', name: id, profile: id, microversions: { min, max } };
}

function assemble(
  parts: Pick<Comparison, 'suite' | 'sides' | 'checks' | 'timings' | 'cross'>,
  drafts: readonly Draft[],
  contracts: readonly Contract[],
): Comparison {
  const differences = putIntoWords(drafts, parts.sides);
  const counts: Record<JoinState, number> = { same: 0, different: 0, 'only-here': 0, 'not-comparable': 0 };
  for (const { state } of parts.checks) counts[state] += 1;
  const told = parts.checks.filter(({ state }) => state !== 'same').flatMap(({ rows }) => rows);
  const named = differences.flatMap(({ sides }) => sides.flatMap(({ rows }) => rows ?? []));
  const rows: Record<string, ReportRow> = {};
  for (const contract of contracts) Object.assign(rows, rowsOf(contract, [...told, ...named]));
  const kinds = new Set(differences.map(({ kind }) => kind));
  return {
    formatVersion: 1,
    ...parts,
    noise: { ratio: NOISE_RATIO, milliseconds: NOISE_MS },
    counts,
    differences,
    kinds: Object.fromEntries([...kinds].map((kind) => [kind, { title: phrases()[kind]!.title }])),
    rows,
    operations: operationsOf(contracts),
    rules: Object.fromEntries(RULES.map(({ id, title }) => [id, { title }])),
    documents: Object.assign({}, ...contracts.map(documentTitles)),
  };
}

/** What an operation is called, and how the first contract that has it calls it. */
function operationsOf(contracts: readonly Contract[]): Comparison['operations'] {
  const operations: Comparison['operations'] = {};
  for (const contract of contracts) {
    for (const { id, title, method, path } of [...contract.operations.values(), ...contract.auxiliary.values()]) {
      if (!Object.hasOwn(operations, id)) operations[id] = { title, method, path };
    }
  }
  return operations;
}

function microversions(subjects: readonly Subject[]): Draft[] {
  const values = new Map(
    subjects.map(({ side }) => {
      const range = side.microversions;
      return [side.id, { value: range ? (range.min === range.max ? range.min : `${range.min}–${range.max}`) : '–' }];
    }),
  );
  if (!differ(values)) return [];
  const highest = subjects.map(({ side }) => side.microversions?.max ?? '2.1').sort(compareVersions);
  return [
    {
      kind: 'microversion-range',
      operations: [],
      subject: '',
      sides: sidesByValue(values),
      values: { common: highest[0] ?? '' },
    },
  ];
}
