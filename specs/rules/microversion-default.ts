import { BASE_VERSION, inRange } from '../../schemas/version.ts';
import { hasVersions } from '../contract/thresholds.ts';
import type { Operation } from '../contract/types.ts';
import { versionedCase } from '../contract/version-cases.ts';
import type { Evidence } from '../judge/evidence.ts';
import { fail, pass, unobserved } from '../judge/outcome.ts';
import type { PlannedCheck, Rule } from '../judge/rule.ts';
import { isSuccess } from '../recording/success.ts';
import type { Exchange } from '../recording/types.ts';
import { answered, codesFor, isBusy } from './facts.ts';
import { commonRows, notShown, plainlyAskedFor, refusedFinding, shapeDifference } from './microversion.ts';

/** A request that names no microversion is answered as one for 2.1; a profile without microversions is answered without any. */
export const microversionDefault: Rule = {
  id: 'microversion-default',
  title: { en: 'Without a microversion answered as 2.1', zh: '不指定微版本时按 2.1 响应' },

  plan(operation, contract) {
    if (operation.service !== 'compute' || !inRange(BASE_VERSION, operation.versions ?? {})) return [];
    const isTried = hasVersions(operation, contract) ? operation.method === 'GET' : true;
    if (!isTried || !versionedCase(operation)) return [];
    return [{ level: 'must', rows: commonRows(contract, operation, 'microversion', 'default') } satisfies PlannedCheck];
  },

  judge(_check, operation, evidence) {
    if (!hasVersions(operation, evidence.contract)) return answeredWithout(operation, evidence);
    const [bare] = plainlyAskedFor(operation, evidence, null).filter((exchange) => !isBusy(exchange));
    const [named] = plainlyAskedFor(operation, evidence, BASE_VERSION).filter(({ response }) =>
      isSuccess(response!.status),
    );
    if (!bare) return notShown(operation, evidence, plainlyAskedFor(operation, evidence, null));
    const codes = codesFor(operation.success, bare, evidence);
    if (!codes.includes(bare.response!.status)) return fail(refusedFinding(bare, codes), [bare]);
    const told = bare.response!.headers['x-openstack-nova-api-version'];
    if (told !== undefined && told !== BASE_VERSION) return fail(otherVersion(told), [bare]);
    if (!named) return notShown(operation, evidence);
    const difference = shapeDifference(operation, evidence, bare, named);
    return difference ? fail(otherShape(difference.path), [bare, named]) : pass([bare, named]);
  },
};

/** Where no microversion is documented, none is ever named: any answer shows it. */
function answeredWithout(operation: Operation, evidence: Evidence) {
  const bare = answered(operation, evidence).filter(
    (exchange: Exchange) => exchange.microversion === null && isSuccess(exchange.response!.status),
  );
  return bare.length > 0 ? pass(bare) : unobserved(operation, evidence);
}

function otherVersion(told: string) {
  return {
    code: 'default-version',
    pointer: '/headers/x-openstack-nova-api-version',
    expected: BASE_VERSION,
    actual: told,
    message: { en: `Without a microversion the answer is of ${told}.`, zh: `未指定微版本时按 ${told} 响应。` },
  };
}

function otherShape(path: string) {
  return {
    code: 'default-differs',
    pointer: '',
    message: {
      en: `Without a microversion the answer differs from that of ${BASE_VERSION} in ${path}.`,
      zh: `未指定微版本时的响应与 ${BASE_VERSION} 的在 ${path} 上不同。`,
    },
  };
}
