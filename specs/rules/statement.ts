import type { ErrorObject } from 'ajv';
import { isObject, type Schema } from '../../schemas/fold.ts';
import { inRange } from '../../schemas/version.ts';
import { statementsOf, withFacts } from '../contract/statements.ts';
import type { Contract, Operation, Statement } from '../contract/types.ts';
import { type Evidence, versionOf } from '../judge/evidence.ts';
import { fail, inconclusive, pass, unobserved } from '../judge/outcome.ts';
import type { PlannedCheck, Rule } from '../judge/rule.ts';
import { sightingsOf } from '../judge/sightings.ts';
import { isSuccess } from '../recording/success.ts';
import type { Exchange } from '../recording/types.ts';
import { answered, isBusy, planStated, succeeded } from './facts.ts';

/** What a document says in words holds in every exchange that it is about. */
export const statement: Rule = {
  id: 'statement',
  title: { en: 'What the document says holds', zh: '符合文档的说明' },

  plan(operation, contract) {
    return statementsOf(operation, contract).flatMap(([detail, { rows }]): PlannedCheck[] => {
      const stated = planStated(contract, operation, rows);
      return stated ? [{ detail, ...stated }] : [];
    });
  },

  judge(check, operation, evidence) {
    const said = statementOf(check.detail!, operation, evidence.contract);
    const given = said.given && settingOf(said.given, evidence);
    if (said.given && !given) return notGiven(said.given.operation);
    const seen: Exchange[] = [];
    for (const exchange of subjects(said, operation, evidence)) {
      for (const look of looksAt(said, exchange, evidence)) {
        const schema = withFacts(look.schema, { ...exchange.facts, ...look.exchange.facts });
        if (!schema) continue;
        const error = tellingOf(evidence.contract.schemas.errors(schema, look.value));
        if (error) return fail(findingOf(check, error, look), [look.exchange, exchange]);
        seen.push(exchange, look.exchange);
      }
    }
    return seen.length > 0 ? pass([...seen, ...(given ? [given] : [])]) : unobserved(operation, evidence);
  },
};

/** A value that a statement speaks of, and what it has to be. */
interface Look {
  exchange: Exchange;
  value: unknown;
  schema: Schema;
  /** JSON pointer of the value in the answer that shows it. */
  pointer: string;
}

function statementOf(id: string, operation: Operation, contract: Contract): Statement {
  return Object.fromEntries(statementsOf(operation, contract))[id]!;
}

/** An answer that shows what the statement takes for granted. */
function settingOf({ operation, answer }: NonNullable<Statement['given']>, evidence: Evidence): Exchange | undefined {
  return evidence
    .all()
    .find(
      (exchange) =>
        exchange.operation === operation &&
        exchange.response !== undefined &&
        isSuccess(exchange.response.status) &&
        evidence.contract.schemas.errors(answer, replyOf(exchange)).length === 0,
    );
}

function notGiven(operation: string) {
  return inconclusive('precondition', {
    en: `No answer to ${operation} shows that the precondition is met.`,
    zh: `没有 ${operation} 的响应表明前置条件已满足。`,
  });
}

function subjects(said: Statement, operation: Operation, evidence: Evidence): Exchange[] {
  const names = said.cases?.map((id) => `${operation.id}/${id}`);
  return exchangesOf(said, operation, evidence).filter(
    (exchange) =>
      (!names || names.some((name) => exchange.scenario === name || exchange.scenario.startsWith(`${name}@`))) &&
      (!said.versions || inRange(versionOf(exchange, evidence.recording), said.versions)) &&
      (!said.sent || isSent(said.sent, exchange, evidence)) &&
      (!said.where || evidence.contract.schemas.errors(said.where, replyOf(exchange)).length === 0),
  );
}

function isSent(sent: Schema, exchange: Exchange, evidence: Evidence): boolean {
  const schema = withFacts(sent, exchange.facts);
  return schema !== null && evidence.contract.schemas.errors(schema, requestOf(exchange)).length === 0;
}

function exchangesOf({ of }: Statement, operation: Operation, evidence: Evidence): Exchange[] {
  if (of === undefined) return succeeded(operation, evidence);
  return answered(operation, evidence).filter(
    (exchange) => !isBusy(exchange) && (of === 'all' || exchange.intent === 'case'),
  );
}

function looksAt(said: Statement, exchange: Exchange, evidence: Evidence): Look[] {
  const { answer, shown, then } = said;
  const looks: Look[] = answer ? [{ exchange, value: replyOf(exchange), schema: answer, pointer: '' }] : [];
  if (shown) {
    const sightings = sightingsOf(shown.kind, evidence);
    const id = sightings?.subject(exchange);
    const found = id === undefined ? [] : sightings!.settledIn(id, sightings!.epochAfter(id, exchange));
    const members = (shown.schema.required ?? []) as string[];
    for (const { exchange: shower, value, pointer } of found)
      if (isObject(value) && members.every((name) => Object.hasOwn(value, name)))
        looks.push({ exchange: shower, value, schema: shown.schema, pointer });
  }
  if (then) {
    const later = evidence.all().filter((other) => isAfter(other, exchange) && other.operation === then.operation);
    for (const other of later) looks.push({ exchange: other, value: replyOf(other), schema: then.answer, pointer: '' });
  }
  return looks;
}

function isAfter(other: Exchange, { id, scenario }: Exchange): boolean {
  return other.scenario === scenario && Number(other.id.slice(1)) > Number(id.slice(1)) && other.response !== undefined;
}

function requestOf({ request, identity }: Exchange): unknown {
  const { method, headers, body, url } = request;
  const names = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]);
  const query = URL.canParse(url) ? Object.fromEntries(new URL(url).searchParams) : {};
  return { method, headers: Object.fromEntries(names), query, identity, ...(body === undefined ? {} : { body }) };
}

function replyOf({ response }: Exchange): unknown {
  const { status, headers, body } = response!;
  return { status, headers, ...(body === undefined ? {} : { body }) };
}

/** Of a list in which nothing fits, each entry's own error says why not it; that nothing fits is what is wrong. */
function tellingOf(errors: ErrorObject[]): ErrorObject | undefined {
  const isPart = (error: ErrorObject): boolean =>
    errors.some(({ schemaPath }) => error.schemaPath.startsWith(`${schemaPath}/`));
  return errors.find((error) => !isPart(error));
}

/** The pointer within the answer: `/headers/…`, `/status`, or in the body. */
function pointerOf(error: ErrorObject, look: Look): string {
  return look.pointer + error.instancePath.replace(/^\/body(?=\/|$)/, '');
}

function findingOf(check: PlannedCheck, error: ErrorObject, look: Look) {
  return {
    code: `statement-${error.keyword}`,
    pointer: pointerOf(error, look),
    expected: error.schema ?? error.params,
    actual: error.data,
    message: {
      en: `It is not as the document says ("${check.detail}"): it ${error.message ?? 'does not fit'}.`,
      zh: `与文档的说明“${check.detail}”不符（${error.keyword}）。`,
    },
  };
}
