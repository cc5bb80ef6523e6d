import { compareVersions, inRange } from '../../schemas/version.ts';
import { hasVersions } from '../contract/thresholds.ts';
import type { Contract, Operation, Row } from '../contract/types.ts';
import { versionedCase } from '../contract/version-cases.ts';
import type { Evidence } from '../judge/evidence.ts';
import { fail, pass, unobserved } from '../judge/outcome.ts';
import type { Outcome, PlannedCheck, Rule } from '../judge/rule.ts';
import { isSuccess } from '../recording/success.ts';
import type { Exchange } from '../recording/types.ts';
import { answered, isBusy, UPSTREAM } from './facts.ts';
import { isBeyond, notShown, outOfRange, plainlyAskedFor, refusedFinding } from './microversion.ts';

/**
 * A target has the microversions that it states that it has: the highest and the lowest are answered, the next one is not.
 * With the detail `recommended`: it has the one that the document recommends for the operation.
 */
export const microversionRange: Rule = {
  id: 'microversion-range',
  title: { en: 'Range of microversions', zh: '微版本范围' },

  plan(operation, contract) {
    if (!hasVersions(operation, contract)) return [];
    const recommended = recommendedRows(operation, contract);
    const checks: PlannedCheck[] = [];
    if (operation.method === 'GET' && operation.versions?.until === undefined && versionedCase(operation)) {
      const level = contract.profile.documents.length > 0 ? 'should' : 'must';
      checks.push({ level, rows: [`${UPSTREAM}#${operation.id}/microversion/range`] });
    }
    if (recommended.length > 0)
      checks.push({ detail: 'recommended', level: 'must', rows: recommended.map(({ id }) => id) });
    return checks;
  },

  judge(check, operation, evidence) {
    return check.detail === undefined ? judgeEnds(operation, evidence) : judgeRecommended(check, operation, evidence);
  },
};

function recommendedRows(operation: Operation, contract: Contract): Row[] {
  return [...contract.rows.values()].filter(
    (row) => row.operation === operation.id && row.place === 'microversion' && row.name === 'recommended',
  );
}

function judgeEnds(operation: Operation, evidence: Evidence): Outcome {
  const range = evidence.recording.header.target.microversions;
  if (!range) return notShown(operation, evidence);
  const ends = [range.min, range.max].filter((version) => inRange(version, operation.versions ?? {}));
  const inside = ends
    .flatMap((version) => plainlyAskedFor(operation, evidence, version))
    .filter((exchange) => !isBusy(exchange));
  const beyond = answered(operation, evidence).filter(
    ({ intent, response }) => intent === 'unsupported-version' && response!.status !== 503,
  );
  const refused = inside.find(({ response }) => !isSuccess(response!.status));
  if (refused) return fail(refusedFinding(refused, [200]), [refused]);
  const taken = beyond.find(({ response }) => isSuccess(response!.status));
  if (taken) return fail(wider(taken, range.max), [taken]);
  if (inside.length === 0 || beyond.length === 0) return notShown(operation, evidence);
  const words = `${range.min} – ${range.max}`;
  const note = {
    code: 'range',
    expected: range,
    actual: range,
    message: { en: `It has ${words}.`, zh: `支持 ${words}。` },
  };
  return pass([...inside, ...beyond], note);
}

function wider(exchange: Exchange, max: string) {
  return {
    code: 'range-wider',
    pointer: '/status',
    expected: 406,
    actual: exchange.response!.status,
    message: {
      en: `Microversion ${exchange.microversion} is answered, though the highest is stated to be ${max}.`,
      zh: `声明的最高微版本为 ${max}，而 ${exchange.microversion} 也得到正常响应。`,
    },
  };
}

function judgeRecommended({ rows }: PlannedCheck, operation: Operation, evidence: Evidence): Outcome {
  const wanted = rows.map((id) => String(evidence.contract.rows.get(id)?.value)).sort(compareVersions);
  const beyond = wanted.find((version) => isBeyond(version, evidence));
  if (beyond !== undefined) return outOfRange(beyond);
  const sent = answered(operation, evidence).filter(
    ({ intent, microversion }) =>
      ['case', 'microversion'].includes(intent) && microversion !== null && wanted.includes(microversion),
  );
  const taken = sent.filter(({ response }) => isSuccess(response!.status));
  if (taken.length > 0) return pass(taken);
  const unsupported = sent.find(({ response }) => response!.status === 406);
  return unsupported ? fail(refusedFinding(unsupported, [200]), [unsupported]) : unobserved(operation, evidence);
}
