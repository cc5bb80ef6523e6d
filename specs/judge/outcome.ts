import type { Operation } from '../contract/types.ts';
import type { Exchange, ScenarioOutcome } from '../recording/types.ts';
import type { Evidence } from './evidence.ts';
import type { Outcome } from './rule.ts';
import type { Finding, Text } from './types.ts';

/** Most exchanges that a check names; the telling ones come first. */
const NAMED_EXCHANGES = 20;

export function pass(exchanges: Exchange[], finding?: Finding): Outcome {
  return { verdict: 'pass', exchanges: ids(exchanges), ...(finding ? { finding } : {}) };
}

export function fail(finding: Finding, exchanges: Exchange[]): Outcome {
  return { verdict: 'fail', exchanges: ids(exchanges), finding };
}

export function inconclusive(reason: string, detail: Text, exchanges: Exchange[] = []): Outcome {
  return { verdict: 'inconclusive', reason, detail, exchanges: ids(exchanges) };
}

/** The verdict where the target said that it was too busy: no word on the operation. */
export function targetBusy(exchanges: Exchange[]): Outcome {
  return inconclusive('target-busy', { en: 'The target said it was too busy.', zh: '目标返回繁忙。' }, exchanges);
}

/**
 * The verdict where an operation has no exchange that a rule could judge: why it was not sent, or that what was sent
 * did not show it.
 * @param scenarios ids of those that could have shown it; all of the intent where left out
 */
export function unobserved(
  operation: Operation,
  evidence: Evidence,
  intent: ScenarioOutcome['intent'] = 'case',
  scenarios?: ReadonlySet<string>,
): Outcome {
  const outcomes = evidence
    .outcomes(operation)
    .filter((outcome) => outcome.intent === intent && (!scenarios || scenarios.has(outcome.id)));
  const ruledOut = outcomes.find((outcome) => outcome.state === 'not-allowed');
  const blocked = outcomes.find((outcome) => outcome.state === 'blocked');
  if (blocked) return because(blocked.reason === 'suite-error' ? 'error' : 'inconclusive', blocked);
  if (ruledOut && outcomes.every((outcome) => outcome.state === 'not-allowed'))
    return because('not-applicable', ruledOut);
  if (!evidence.recording.footer) {
    return inconclusive('incomplete-recording', {
      en: 'The recording ends before this could be observed.',
      zh: '记录在观察到该项之前就已结束。',
    });
  }
  if (outcomes.length === 0) {
    return inconclusive('not-exercised', { en: 'No request of this kind was sent.', zh: '未发送此类请求。' });
  }
  return inconclusive('not-observed', {
    en: 'The requests that were sent did not show it.',
    zh: '已发送的请求未能显示该项。',
  });
}

function because(verdict: 'inconclusive' | 'not-applicable' | 'error', outcome: ScenarioOutcome): Outcome {
  const text = outcome.detail ?? outcome.reason ?? 'not sent';
  return {
    verdict,
    reason: outcome.reason ?? 'blocked',
    detail: { en: text, zh: text },
    exchanges: outcome.exchange ? [outcome.exchange] : [],
  };
}

function ids(exchanges: Exchange[]): string[] {
  return [...new Set(exchanges.map((exchange) => exchange.id))].slice(0, NAMED_EXCHANGES);
}
