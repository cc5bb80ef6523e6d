import { previousVersion } from '../../schemas/version.ts';
import { parameterThresholds } from '../contract/trials.ts';
import type { Operation, Trial } from '../contract/types.ts';
import type { Evidence } from '../judge/evidence.ts';
import { push } from '../judge/fields.ts';
import { fail, inconclusive, pass } from '../judge/outcome.ts';
import type { Outcome, PlannedCheck, Rule } from '../judge/rule.ts';
import type { Finding, Text } from '../judge/types.ts';
import { withStandIns } from '../recording/redacted.ts';
import { isSuccess } from '../recording/success.ts';
import type { Exchange } from '../recording/types.ts';
import { answered, UPSTREAM } from './facts.ts';
import { isBeyond, nameOf, nameOfChinese, notShown, outOfRange } from './microversion.ts';
import { hasEffect } from './trial-effect.ts';

/** Codes that say nothing of a parameter: not you, not now, too busy. */
const BESIDE_THE_POINT = [401, 403, 409, 429, 503];

/**
 * A request parameter that comes, goes or changes with a microversion is refused with 400 on one side of it and taken on the other.
 * A query parameter may also go unheeded below; at its microversion it has its effect.
 */
export const microversionRequest: Rule = {
  id: 'microversion-request',
  title: { en: 'Request parameter follows its microversion', zh: '请求参数随微版本变化' },

  plan(operation, contract) {
    return parameterThresholds(operation, contract).map(({ version, parameter, rows }): PlannedCheck => {
      const upstream = [`${UPSTREAM}#${operation.id}/microversion/${version}/${parameter}`];
      return {
        detail: `${version}/${parameter}`,
        level: 'must',
        rows: rows.length > 0 ? rows.map(({ id }) => id) : upstream,
      };
    });
  },

  judge(check, operation, evidence) {
    const [version] = check.detail!.split('/') as [string];
    if (isBeyond(version, evidence)) return outOfRange(version);
    const trials = (operation.trials ?? []).filter((trial) => `${trial.threshold}/${trial.parameter}` === check.detail);
    if (trials.length === 0) return noTrial();
    const sent = answered(operation, evidence).filter(({ threshold }) => threshold === check.detail);
    const telling = sent.filter((exchange) => !BESIDE_THE_POINT.includes(exchange.response!.status));
    return trials[0]!.query === undefined
      ? judgeBodies(operation, evidence, telling, sent)
      : judgeQueries(trials[0]!, operation, evidence, telling, sent);
  },
};

function noTrial(): Outcome {
  return inconclusive('not-exercised', {
    en: 'Nothing that the suite can make shows it: no call of the tables tries this parameter.',
    zh: '套件无法构造能体现该参数的请求：表中没有对应的调用。',
  });
}

/** Each request is refused or taken as the schema of its own microversion says of its body. */
function judgeBodies(operation: Operation, evidence: Evidence, telling: Exchange[], sent: Exchange[]): Outcome {
  const validate = (exchange: Exchange): boolean =>
    evidence.contract.schemas.validator(
      operation.request!,
      exchange.microversion!,
    )(withStandIns(exchange.request.body)) === true;
  const trials = new Map<string, Exchange[]>();
  for (const exchange of telling) push(trials, exchange.scenario, exchange);
  const shown: Exchange[] = [];
  for (const exchanges of trials.values()) {
    // A body that both sides take, or neither, tells nothing apart.
    const verdicts = new Set(exchanges.map(validate));
    if (verdicts.size < 2 && exchanges.length > 1) continue;
    for (const exchange of exchanges) {
      const wrong = validate(exchange) ? refused(exchange) : notRefused(exchange);
      if (wrong) return fail(wrong, [exchange, ...exchanges]);
    }
    shown.push(...exchanges);
  }
  return shown.length > 0 ? pass(shown) : notShown(operation, evidence, sent);
}

function refused(exchange: Exchange): Finding | undefined {
  const { status } = exchange.response!;
  if (isSuccess(status)) return undefined;
  return finding('parameter-refused', 'success', exchange, {
    en: 'is documented as right there',
    zh: '文档规定此时可用',
  });
}

function notRefused(exchange: Exchange): Finding | undefined {
  const { status } = exchange.response!;
  if (status === 400) return undefined;
  return finding(isSuccess(status) ? 'parameter-accepted' : 'refusal-status', 400, exchange, {
    en: 'is not of the form documented there',
    zh: '不符合文档在该微版本的规定',
  });
}

/** At its microversion a query parameter is taken and has its effect; below it is refused, or has none. */
function judgeQueries(
  trial: Trial,
  operation: Operation,
  evidence: Evidence,
  telling: Exchange[],
  sent: Exchange[],
): Outcome {
  const names = Object.keys(trial.query!);
  const has = (exchange: Exchange): boolean =>
    names.every((name) => new URL(exchange.request.url).searchParams.has(name));
  const at = telling.find((exchange) => has(exchange) && exchange.microversion === trial.threshold);
  const below = telling.find((exchange) => has(exchange) && exchange.microversion === previousVersion(trial.threshold));
  const plain = telling.find((exchange) => !has(exchange));
  if (!at) return notShown(operation, evidence, sent);
  const wrong = refused(at);
  if (wrong) return fail(wrong, [at]);
  const isBelowTried = !trial.sides || trial.sides.includes('below');
  if (isBelowTried && !below) return notShown(operation, evidence, sent);
  if (below?.response?.status === 400) return pass([at, below]);
  const reference = isBelowTried ? below! : plain;
  if (!reference || !isSuccess(reference.response!.status)) return notShown(operation, evidence, sent);
  if (hasEffect(trial.effect ?? 'narrows', operation, evidence, at, reference)) return pass([at, reference]);
  return fail(
    finding('parameter-without-effect', trial.effect, at, {
      en: `shows what it shows ${isBelowTried ? 'just below' : 'without the parameter'}`,
      zh: isBelowTried ? '与低一个微版本的结果相同' : '与不带该参数的结果相同',
    }),
    [at, reference],
  );
}

function finding(code: string, expected: unknown, exchange: Exchange, words: Text): Finding {
  const { status } = exchange.response!;
  return {
    code,
    pointer: '/status',
    expected,
    actual: status,
    message: {
      en: `Answered ${status} at ${nameOf(exchange)}; the request ${words.en}.`,
      zh: `在${nameOfChinese(exchange)}下返回 ${status}；该请求${words.zh}。`,
    },
  };
}
