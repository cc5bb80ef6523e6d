import type { Schema } from '../../../schemas/fold.ts';
import { inRange } from '../../../schemas/version.ts';
import { placesAt, valueIn } from '../../contract/paths.ts';
import { statementsOf, withFacts } from '../../contract/statements.ts';
import type { Operation, Statement } from '../../contract/types.ts';
import { isRight } from '../../rules/facts.ts';
import { type Break, breaksOf } from '../breaks.ts';
import { put, withBody, withoutBody, withResponse } from '../change.ts';
import { errorAnswer } from '../errors.ts';
import { namedRows } from '../rows.ts';
import type { Answered, Subject } from '../subject.ts';
import type { MutantKind } from '../types.ts';

const STATUS = '/status';
/** Statuses of which one breaks what is said of a status: refused, led elsewhere, accepted otherwise. */
const STATUSES = [409, 301, 203, 200];
/** Codes by which a target says that it is too busy. */
const BUSY = [429, 503];

export const answerBreaksStatement: MutantKind = {
  id: 'answer-breaks-statement',
  title: { en: 'An answer is not as the document says', zh: '响应与文档的说明不符' },
  rule: 'statement',

  *mutants(subject) {
    for (const spoken of statements(subject)) {
      const { operation, said, check } = spoken;
      if (!said.answer) continue;
      for (const exchange of subject.few(aboutWhich(subject, spoken))) {
        const schema = withFacts(said.answer, exchange.facts);
        const breaks = schema ? [...breaksOf(schema, replyOf(exchange), fitsIn(subject))] : [];
        for (const [index, broken] of breaks.entries()) {
          const changed = withStatusOrReply(subject, spoken, exchange, broken);
          if (!changed || !isAbout(subject, spoken, changed)) continue;
          const one = broken.pointer === STATUS ? { ...broken, instead: changed.response.status } : broken;
          yield {
            id: `${check}/${one.keyword}/${exchange.id}/${index}`,
            operation: operation.id,
            expect: expectation(subject, spoken, one, breaks),
            change: { exchanges: [changed] },
          };
        }
      }
    }
  },
};

export const shownBreaksStatement: MutantKind = {
  id: 'shown-breaks-statement',
  title: { en: 'What is shown afterwards is not as the document says', zh: '此后显示的资源与文档的说明不符' },
  rule: 'statement',

  *mutants(subject) {
    for (const spoken of statements(subject)) {
      const { operation, said, check } = spoken;
      const table = subject.contract.consistency.get(said.shown?.kind ?? '');
      if (!said.shown || !table) continue;
      const subjects = aboutWhich(subject, spoken);
      const madeBy = ({ parameters }: Answered): Answered | undefined =>
        subjects.find((one) => idIn(one, table.views[operation.id]) === parameters[table.parameter ?? '']);
      for (const look of subject.few(subject.evidenceOf(check).filter(madeBy))) {
        const [place] = placesAt(look.response.body, table.views[look.operation] ?? '');
        const schema = withFacts(said.shown.schema, madeBy(look)?.facts);
        if (!place || !schema) continue;
        // A view that lacks what the schema requires says nothing.
        const breaks = [...breaksOf(schema, place.value, fitsIn(subject), place.pointer)].filter(
          ({ keyword, pointer }) => keyword !== 'required' || pointer !== place.pointer,
        );
        for (const [index, one] of breaks.entries()) {
          yield {
            id: `${check}/${one.keyword}/${look.id}/${index}`,
            operation: operation.id,
            expect: expectation(subject, spoken, one, breaks),
            change: { exchanges: [withBody(look, put(look.response.body, one.pointer, one.instead))] },
          };
        }
      }
    }
  },
};

export const laterBreaksStatement: MutantKind = {
  id: 'later-answer-breaks-statement',
  title: { en: 'A later answer is not as the document says', zh: '后续响应与文档的说明不符' },
  rule: 'statement',

  *mutants(subject) {
    for (const spoken of statements(subject)) {
      const { operation, said, check } = spoken;
      if (!said.then) continue;
      const { operation: asked, answer } = said.then;
      // One that lacks the facts that the statement speaks of says nothing.
      const schemaFor = (exchange: Answered, look: Answered): Schema | null =>
        withFacts(answer, { ...exchange.facts, ...look.facts });
      const looksBehind = (exchange: Answered): Answered[] =>
        subject
          .after(exchange)
          .filter(
            (look) => look.operation === asked && look.scenario === exchange.scenario && schemaFor(exchange, look),
          );
      const followed = aboutWhich(subject, spoken).filter((one) => looksBehind(one).length > 0);
      for (const exchange of subject.few(followed)) {
        for (const look of subject.few(looksBehind(exchange))) {
          const breaks = [...breaksOf(schemaFor(exchange, look)!, replyOf(look), fitsIn(subject))];
          for (const [index, one] of breaks.entries()) {
            yield {
              id: `${check}/${one.keyword}/${look.id}/${index}`,
              operation: operation.id,
              expect: expectation(subject, spoken, one, breaks),
              change: { exchanges: [withReply(look, one)] },
            };
          }
        }
      }
    }
  },
};

/** A statement on an operation, whose check passes. */
interface Spoken {
  operation: Operation;
  said: Statement;
  rows: string[];
  check: string;
}

function* statements(subject: Subject): Iterable<Spoken> {
  const { contract } = subject;
  for (const operation of subject.operations()) {
    for (const [id, said] of statementsOf(operation, contract)) {
      const check = `${operation.id}/statement/${id}`;
      const rows = namedRows(contract, operation, said.rows);
      if (rows.length > 0 && subject.base.get(check)?.verdict === 'pass') yield { operation, said, rows, check };
    }
  }
}

/** The answers that a statement is about. */
function aboutWhich(subject: Subject, spoken: Spoken): Answered[] {
  return subject.answered(spoken.operation).filter((exchange) => isAbout(subject, spoken, exchange));
}

function isAbout(subject: Subject, { operation, said }: Spoken, exchange: Answered): boolean {
  const { intent, scenario, response, facts } = exchange;
  const isOne = (schema: Schema | undefined, value: unknown): boolean => {
    const known = schema && withFacts(schema, facts);
    return known === undefined || (known !== null && fitsIn(subject)(known, value));
  };
  const isMeant = {
    accepted: isRight(exchange) && response.status >= 200 && response.status < 300,
    cases: intent === 'case' && !BUSY.includes(response.status),
    all: !BUSY.includes(response.status),
  }[said.of ?? 'accepted'];
  return (
    isMeant &&
    (said.cases?.some((id) => scenario.split('@')[0] === `${operation.id}/${id}`) ?? true) &&
    (!said.versions || inRange(subject.version(exchange), said.versions)) &&
    isOne(said.sent, requestOf(exchange)) &&
    isOne(said.where, replyOf(exchange))
  );
}

function fitsIn({ contract }: Subject): (schema: Schema, value: unknown) => boolean {
  return (schema, value) => contract.schemas.errors(schema, value).length === 0;
}

function requestOf({ request, identity }: Answered): unknown {
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
  const query = Object.fromEntries(new URL(request.url).searchParams);
  const { method, body } = request;
  return { method, headers, query, identity, ...(body === undefined ? {} : { body }) };
}

function replyOf({ response: { status, headers, body } }: Answered): Record<string, unknown> {
  return { status, headers, ...(body === undefined ? {} : { body }) };
}

function idIn({ response }: Answered, view = ''): string {
  return String(valueIn(response.body, `${view}.id`));
}

/** An exchange whose answer is broken; of a status, the likeliest that is wrong and leaves it what the statement is about. */
function withStatusOrReply(subject: Subject, spoken: Spoken, exchange: Answered, one: Break): Answered | undefined {
  if (one.pointer !== STATUS || one.keyword === 'not') return withReply(exchange, one);
  const answers = STATUSES.filter((status) => !fitsIn(subject)({ [one.keyword]: one.limit }, status)).map((status) =>
    status < 400 ? withResponse(exchange, { status }) : errorAnswer(subject, spoken.operation, exchange, status),
  );
  return answers.find((answer) => isAbout(subject, spoken, answer));
}

function withReply(exchange: Answered, { pointer, instead }: Break): Answered {
  const reply = (pointer === '' ? instead : put(replyOf(exchange), pointer, instead)) as Answered['response'];
  return withResponse('body' in reply ? exchange : withoutBody(exchange), reply);
}

/** What is broken may break other conditions on the same place as well, any of which may be told. */
function expectation(subject: Subject, { rows }: Spoken, { keyword, pointer, instead }: Break, all: Break[]) {
  const beside = all.filter(
    (one) => one.pointer === pointer && !fitsIn(subject)({ [one.keyword]: one.limit }, instead),
  );
  const codes = [keyword, ...beside.map((one) => one.keyword)].map((word) => `statement-${word}`);
  return { rows, codes: [...new Set(codes)], pointers: [pointer.replace(/^\/body(?=\/|$)/, '')] };
}
