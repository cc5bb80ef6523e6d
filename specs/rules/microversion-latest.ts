import { hasVersions } from '../contract/thresholds.ts';
import { versionedCase } from '../contract/version-cases.ts';
import { fail, pass } from '../judge/outcome.ts';
import type { Rule } from '../judge/rule.ts';
import { isSuccess } from '../recording/success.ts';
import { isBusy, UPSTREAM } from './facts.ts';
import { notShown, plainlyAskedFor, refusedFinding, shapeDifference } from './microversion.ts';

const LATEST = 'latest';

/** `latest` stands for the highest microversion that the target states that it has. */
export const microversionLatest: Rule = {
  id: 'microversion-latest',
  title: { en: 'latest is the highest microversion', zh: 'latest 即最高微版本' },

  plan(operation, contract) {
    const isTried =
      operation.method === 'GET' && operation.versions?.until === undefined && versionedCase(operation) !== undefined;
    if (!hasVersions(operation, contract) || !isTried) return [];
    const level = contract.profile.documents.length > 0 ? 'should' : 'must';
    return [{ level, rows: [`${UPSTREAM}#${operation.id}/microversion/${LATEST}`] }];
  },

  judge(_check, operation, evidence) {
    const sent = plainlyAskedFor(operation, evidence, LATEST);
    const [latest] = sent.filter((exchange) => !isBusy(exchange));
    const max = evidence.recording.header.target.microversions?.max;
    if (!latest || max === undefined) return notShown(operation, evidence, sent);
    if (!isSuccess(latest.response!.status)) return fail(refusedFinding(latest, [200]), [latest]);
    const told = latest.response!.headers['x-openstack-nova-api-version'];
    if (told !== undefined && told !== max) {
      return fail(
        {
          code: 'latest-version',
          pointer: '/headers/x-openstack-nova-api-version',
          expected: max,
          actual: told,
          message: {
            en: `latest is answered as ${told}; the target states ${max}.`,
            zh: `latest 按 ${told} 响应，而目标声明的最高为 ${max}。`,
          },
        },
        [latest],
      );
    }
    const [named] = plainlyAskedFor(operation, evidence, max).filter(({ response }) => isSuccess(response!.status));
    if (!named) return notShown(operation, evidence);
    const difference = shapeDifference(operation, evidence, latest, named);
    if (!difference) return pass([latest, named]);
    return fail(
      {
        code: 'latest-differs',
        pointer: '',
        message: {
          en: `The answer to latest differs from that to ${max} in ${difference.path}.`,
          zh: `latest 的响应与 ${max} 的在 ${difference.path} 上不同。`,
        },
      },
      [latest, named],
    );
  },
};
