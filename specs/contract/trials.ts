import { compareVersions } from '../../schemas/version.ts';
import { hasVersions, requestThresholds, thresholdOf } from './thresholds.ts';
import type { Contract, Operation, Row, Trial } from './types.ts';

/** A request parameter that comes, goes or changes with a microversion, and the rows that say so. */
export interface ParameterThreshold {
  version: string;
  /** Path in the body; `query.` and the name. */
  parameter: string;
  rows: Row[];
}

/**
 * The request thresholds that a profile promises: of a profile with documents, those that their rows state; else all that the folded
 * schemas tell apart, and the query parameters that the tables have trials of.
 */
export function parameterThresholds(operation: Operation, contract: Contract): ParameterThreshold[] {
  if (!hasVersions(operation, contract)) return [];
  const { documents, microversions } = contract.profile;
  const found = documents.length > 0 ? ofRows(operation, contract) : ofSchemas(operation, contract);
  const isReachable = ({ version }: ParameterThreshold): boolean =>
    compareVersions(version, microversions.min) > 0 && compareVersions(version, microversions.max) <= 0;
  return found.filter(isReachable).sort((a, b) => compareVersions(a.version, b.version));
}

/** The table's trials of thresholds that the profile promises. */
export function trialsOf(operation: Operation, contract: Contract): Trial[] {
  const promised = parameterThresholds(operation, contract).map(({ version, parameter }) => `${version}/${parameter}`);
  return (operation.trials ?? []).filter((trial) => promised.includes(`${trial.threshold}/${trial.parameter}`));
}

function ofRows(operation: Operation, contract: Contract): ParameterThreshold[] {
  const thresholds = new Map<string, ParameterThreshold>();
  for (const row of contract.rows.values()) {
    if (row.operation !== operation.id || row.place !== 'microversion' || !/^(body|query)\//.test(row.on ?? ''))
      continue;
    for (const version of thresholdOf(row)) {
      const parameter = row.on!.replace(/^body\//, '').replace(/^query\//, 'query.');
      const key = `${version}/${parameter}`;
      const known = thresholds.get(key) ?? { version, parameter, rows: [] };
      thresholds.set(key, { ...known, rows: [...known.rows, row] });
    }
  }
  return [...thresholds.values()];
}

function ofSchemas(operation: Operation, contract: Contract): ParameterThreshold[] {
  const ofBody = requestThresholds(operation, contract).flatMap(({ version, changes }) =>
    [...new Set(changes.map(({ path }) => path))].map((parameter) => ({ version, parameter, rows: [] })),
  );
  const ofQuery = (operation.trials ?? [])
    .filter(({ parameter }) => parameter.startsWith('query.'))
    .map(({ threshold, parameter }) => ({ version: threshold, parameter, rows: [] }));
  return [...ofBody, ...ofQuery];
}
