import type { ErrorObject } from 'ajv';
import { previousVersion } from '../../schemas/version.ts';
import type { FieldChange, Threshold } from '../contract/thresholds.ts';
import type { Contract, Operation } from '../contract/types.ts';
import { triedResponses } from '../contract/version-cases.ts';
import type { Evidence } from '../judge/evidence.ts';
import { valueAt } from '../judge/fields.ts';
import { fail, pass } from '../judge/outcome.ts';
import type { Rule } from '../judge/rule.ts';
import type { Finding, Text } from '../judge/types.ts';
import { isSuccess } from '../recording/success.ts';
import type { Exchange } from '../recording/types.ts';
import { isBusy, rowsAt } from './facts.ts';
import {
  askedFor,
  isBeyond,
  notShown,
  outOfRange,
  plainlyAskedFor,
  planChange,
  shapeDifference,
} from './microversion.ts';
import { isMissing } from './missing.ts';
import { isTelling } from './response-field.ts';

/** Two answers to the same call, just below a microversion and at it, differ as the two forms of the documented message do. */
export const microversionResponse: Rule = {
  id: 'microversion-response',
  title: { en: 'Response changes with its microversion', zh: '响应随微版本变化' },

  plan(operation, contract) {
    return triedResponses(operation, contract).flatMap(({ version }) =>
      planChange(operation, contract, version, 'response'),
    );
  },

  judge(check, operation, evidence) {
    const version = check.detail!;
    if (isBeyond(version, evidence)) return outOfRange(version);
    const threshold = triedResponses(operation, evidence.contract).find((one) => one.version === version)!;
    const sent = [
      ...askedFor(operation, evidence, version),
      ...askedFor(operation, evidence, previousVersion(version)),
    ];
    const right = sent.filter((exchange) => isSuccess(exchange.response!.status));
    const at = right.filter((exchange) => exchange.microversion === version);
    const below = right.filter((exchange) => exchange.microversion !== version);
    if (at.length === 0 || below.length === 0) return notShown(operation, evidence, sent.filter(isBusy));
    return judgeSides(threshold, operation, evidence, below, at);
  },
};

type Sides = { below: Exchange[]; at: Exchange[] };

function judgeSides(threshold: Threshold, operation: Operation, evidence: Evidence, below: Exchange[], at: Exchange[]) {
  let seen: Exchange[] = [];
  for (const change of threshold.changes) {
    const wrong =
      change.path === '' ? bodyFault(change, { below, at }) : fieldFault(change, operation, evidence, { below, at });
    if (wrong) return fail(wrong.finding, [wrong.exchange, at[0]!, below[0]!]);
    const shown = change.path === '' ? at : showing(change, operation, evidence, { below, at });
    if (shown.length > 0) seen = [...seen, ...shown];
  }
  const [plainAt] = plainlyAskedFor(operation, evidence, threshold.version);
  const [plainBelow] = plainlyAskedFor(operation, evidence, threshold.below);
  if (
    plainAt &&
    plainBelow &&
    at.includes(plainAt) &&
    below.includes(plainBelow) &&
    threshold.changes[0]?.path !== ''
  ) {
    const more = undocumented(operation, evidence, plainBelow, plainAt);
    if (more) return fail(more, [plainAt, plainBelow]);
  }
  return seen.length > 0 ? pass([...new Set([...seen, at[0]!, below[0]!])]) : notShown(operation, evidence);
}

interface Fault {
  finding: Finding;
  exchange: Exchange;
}

function bodyFault({ kind }: FieldChange, { below, at }: Sides): Fault | undefined {
  const [spoken, silent] = kind === 'begins' ? [at, below] : [below, at];
  const dumb = spoken.find((exchange) => exchange.response!.body === undefined);
  if (dumb)
    return { exchange: dumb, finding: finding('body-missing', '', dumb, { en: 'has no body', zh: '没有响应正文' }) };
  const loud = silent.find((exchange) => exchange.response!.body !== undefined);
  return (
    loud && { exchange: loud, finding: finding('body-unexpected', '', loud, { en: 'has a body', zh: '有响应正文' }) }
  );
}

/** A field that is there on the wrong side, is missing from the right one, or is not of the form of its side. */
function fieldFault(
  { path, kind }: FieldChange,
  operation: Operation,
  evidence: Evidence,
  sides: Sides,
): Fault | undefined {
  const [without, withField] = kind === 'begins' ? [sides.below, sides.at] : [sides.at, sides.below];
  if (kind === 'begins' || kind === 'ends') {
    for (const exchange of without) {
      const stray = read(exchange, operation, evidence).walk.unknown.find((member) => member.path === path);
      if (!stray) continue;
      const words = {
        en: `shows ${path}, which ${kind === 'begins' ? 'is not there yet' : 'is no more'}`,
        zh: `不应返回 ${path}`,
      };
      return {
        exchange,
        finding: finding(kind === 'begins' ? 'field-too-early' : 'field-too-late', stray.pointer, exchange, words),
      };
    }
  }
  const present = kind === 'settles' ? sides.at : kind === 'changes' ? [...sides.below, ...sides.at] : withField;
  const mayBeMissing = isExcused(path, operation, evidence.contract);
  for (const exchange of present) {
    const { walk, errorsByField } = read(exchange, operation, evidence);
    const missing = mayBeMissing ? undefined : walk.occurrences.get(path)?.find(isMissing);
    if (missing)
      return {
        exchange,
        finding: finding('field-missing', missing.pointer, exchange, { en: `lacks ${path}`, zh: `缺少 ${path}` }),
      };
    const error = errorsByField.get(path)?.find(isTelling);
    if (error) return { exchange, finding: formFinding(error, path, exchange) };
  }
  return undefined;
}

/** The exchanges in which a change can be seen: the field on the side on which it belongs. */
function showing(
  { path, kind }: FieldChange,
  operation: Operation,
  evidence: Evidence,
  { below, at }: Sides,
): Exchange[] {
  const side = kind === 'ends' ? below : at;
  return side.filter((exchange) =>
    read(exchange, operation, evidence)
      .walk.occurrences.get(path)
      ?.some(({ present }) => present),
  );
}

/** A member that one of the two answers has and the other has not, and of which neither schema says so. */
function undocumented(operation: Operation, evidence: Evidence, below: Exchange, at: Exchange): Finding | undefined {
  const known = (exchange: Exchange): Set<string> =>
    new Set(read(exchange, operation, evidence).walk.occurrences.keys());
  const [old, young] = [known(below), known(at)];
  const difference = shapeDifference(operation, evidence, below, at, (path) => !old.has(path) && !young.has(path));
  if (!difference) return undefined;
  const { path, shownBy } = difference;
  return finding('difference-undocumented', '', shownBy, {
    en: `shows ${path}, unlike the other side, which no document says`,
    zh: `返回了 ${path}，与阈值另一侧不同，文档未说明`,
  });
}

function read(exchange: Exchange, operation: Operation, evidence: Evidence) {
  return evidence.read(exchange, operation.response);
}

function isExcused(path: string, operation: Operation, contract: Contract): boolean {
  return rowsAt(contract, operation, 'response', path).some((row) => row.erratum?.effect?.optional === true);
}

function finding(code: string, pointer: string, { microversion }: Exchange, words: Text): Finding {
  return {
    code,
    pointer,
    message: { en: `The answer at ${microversion} ${words.en}.`, zh: `微版本 ${microversion} 的响应${words.zh}。` },
  };
}

function formFinding(error: ErrorObject, path: string, exchange: Exchange): Finding {
  const words = {
    en: `has ${path} in another form: it ${error.message}`,
    zh: `中 ${path} 的形式不符（${error.keyword}）`,
  };
  return {
    ...finding('field-form', error.instancePath, exchange, words),
    expected: error.params,
    actual: valueAt(exchange.response!.body, error.instancePath),
  };
}
