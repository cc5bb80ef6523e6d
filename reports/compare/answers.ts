import { push } from '../../specs/judge/fields.ts';
import { isSuccess } from '../../specs/recording/success.ts';
import type { Exchange, Intent } from '../../specs/recording/types.ts';
import { type Draft, differ, joinAlike, sidesByValue, versionsText } from './draft.ts';
import type { DifferenceSide } from './model.ts';
import { shapeOf } from './shape.ts';
import { operationOf, type Subject, situationOf, versionIn } from './subject.ts';

/** What is sent to bring something about or to look at it, and may well be refused meanwhile. */
const BY_THE_WAY: readonly Intent[] = ['discovery', 'setup', 'poll', 'look', 'cleanup'];

/** Headers that say how a message was carried, not what it is about (RFC 9110, 7.6.1). */
const OF_TRANSPORT = new Set([
  'connection',
  'content-length',
  'date',
  'keep-alive',
  'proxy-connection',
  'server',
  'transfer-encoding',
  'via',
]);

/** Codes, bodies of errors and headers that the runs' answers do not have in common. */
export function answerDifferences(subjects: readonly Subject[]): Draft[] {
  const answers = new Map(subjects.map((subject) => [subject.side.id, collect(subject)]));
  return [...successCodes(answers), ...otherAnswers(answers), ...headers(subjects)];
}

interface Answer {
  exchange: Exchange;
  version: string;
  status: number;
}

/** By operation, then by situation. */
type Answers = Map<string, Map<string, Answer[]>>;

function collect(subject: Subject): Answers {
  const answers: Answers = new Map();
  for (const exchange of subject.recording.exchanges) {
    if (!exchange.response || BY_THE_WAY.includes(exchange.intent) || !operationOf(subject, exchange)) continue;
    const situations = answers.get(exchange.operation) ?? new Map<string, Answer[]>();
    answers.set(exchange.operation, situations);
    const { status } = exchange.response;
    push(situations, situationOf(exchange), { exchange, version: versionIn(subject, exchange), status });
  }
  return answers;
}

/** The codes with which the documented calls succeed, in the microversions that the sides share, else in all. */
function successCodes(answers: Map<string, Answers>): Draft[] {
  return operationsOf(answers).flatMap((operation): Draft[] => {
    const bySide = new Map<string, Answer[]>();
    for (const [side, ofSide] of answers) {
      const all = [...(ofSide.get(operation) ?? [])].filter(([name]) => name.startsWith('case/'));
      const good = all.flatMap(([, list]) => list).filter(({ status }) => isSuccess(status));
      if (good.length > 0) bySide.set(side, good);
    }
    const versions = [...bySide.values()].map((list) => new Set(list.map(({ version }) => version)));
    const shared = [...(versions[0] ?? [])].filter((version) => versions.every((each) => each.has(version)));
    const values = new Map<string, { value: string; exchange: string; pointer: string }>();
    for (const [side, list] of bySide) {
      const told = shared.length > 0 ? list.filter(({ version }) => shared.includes(version)) : list;
      const codes = [...new Set(told.map(({ status }) => status))].sort().join(', ');
      const at = shared.length > 0 ? '' : ` (${versionsText(told.map(({ version }) => version))})`;
      values.set(side, { value: `${codes}${at}`, exchange: told[0]!.exchange.id, pointer: '/status' });
    }
    if (new Set([...values.values()].map(({ value }) => value.replace(/ \(.*/, ''))).size < 2) return [];
    return [{ kind: 'success-code', operations: [operation], subject: 'case', sides: sidesByValue(values) }];
  });
}

/** Calls that one side takes and the other refuses, that they refuse with other codes, or in another form. */
function otherAnswers(answers: Map<string, Answers>): Draft[] {
  const drafts: Draft[] = [];
  for (const operation of operationsOf(answers)) {
    const situations = new Set([...answers.values()].flatMap((each) => [...(each.get(operation)?.keys() ?? [])]));
    for (const situation of situations) {
      const lists = new Map<string, Answer[]>();
      for (const [side, ofSide] of answers) {
        const list = ofSide.get(operation)?.get(situation);
        if (list) lists.set(side, list);
      }
      if (lists.size > 1) drafts.push(...inSituation(operation, situation, lists));
    }
  }
  return joinAlike(drafts, ({ subject }) => subject.split('/')[0]!);
}

function inSituation(operation: string, situation: string, lists: Map<string, Answer[]>): Draft[] {
  const statuses = new Map<string, { value: string; exchange: string; pointer: string }>();
  for (const [side, list] of lists) {
    const value = [...new Set(list.map(({ status }) => status))].sort().join(', ');
    const telling = list.find(({ status }) => !isSuccess(status)) ?? list[0]!;
    statuses.set(side, { value, exchange: telling.exchange.id, pointer: '/status' });
  }
  const all = [...lists.values()].map((list) => list.some(({ status }) => isSuccess(status)));
  if (all.every(Boolean)) return [];
  if (all.some(Boolean)) {
    const sides = [...statuses].map(
      ([side, rest], index): DifferenceSide => ({ side, state: all[index] ? 'has' : 'lacks', ...rest }),
    );
    return [{ kind: 'accepted-only', operations: [operation], subject: situation, sides }];
  }
  if (differ(statuses)) {
    return [{ kind: 'error-code', operations: [operation], subject: situation, sides: sidesByValue(statuses) }];
  }
  const shapes = new Map<string, { value: string; exchange: string; pointer: string }>();
  for (const [side, list] of lists) {
    const { response, id } = list[0]!.exchange;
    shapes.set(side, { value: shapeOf(response?.body), exchange: id, pointer: '' });
  }
  if (!differ(shapes)) return [];
  return [{ kind: 'error-body', operations: [operation], subject: situation, sides: sidesByValue(shapes) }];
}

/** Headers that only some sides send with an operation, and other content types. */
function headers(subjects: readonly Subject[]): Draft[] {
  const seen = new Map(subjects.map((subject) => [subject.side.id, headersOf(subject)]));
  const operations = new Set([...seen.values()].flatMap((each) => [...each.keys()]));
  const drafts: Draft[] = [];
  for (const operation of operations) {
    const bySide = [...seen].flatMap(([side, each]) => {
      const names = each.get(operation);
      return names ? [[side, names] as const] : [];
    });
    if (bySide.length < 2) continue;
    for (const name of new Set(bySide.flatMap(([, names]) => [...names.keys()]))) {
      const sides = bySide.map(([side, names]): DifferenceSide => {
        const exchange = names.get(name) ?? [...names.values()][0]!;
        return { side, state: names.has(name) ? 'has' : 'lacks', exchange, pointer: `/headers/${name}` };
      });
      if (sides.some(({ state }) => state === 'lacks')) {
        drafts.push({ kind: 'header-only', operations: [operation], subject: name, sides });
      }
    }
  }
  return joinAlike(drafts, ({ subject }) => subject);
}

/** By operation and header name: the first exchange whose answer has it. */
function headersOf(subject: Subject): Map<string, Map<string, string>> {
  const seen = new Map<string, Map<string, string>>();
  for (const exchange of subject.recording.exchanges) {
    const { response } = exchange;
    if (!response || !isSuccess(response.status) || !operationOf(subject, exchange)) continue;
    const names = seen.get(exchange.operation) ?? new Map<string, string>();
    seen.set(exchange.operation, names);
    for (const name of Object.keys(response.headers)) {
      if (!OF_TRANSPORT.has(name) && !names.has(name)) names.set(name, exchange.id);
    }
  }
  return seen;
}

function operationsOf(answers: Map<string, Answers>): string[] {
  return [...new Set([...answers.values()].flatMap((each) => [...each.keys()]))];
}
