import { placesAt, valueIn } from '../../contract/paths.ts';
import type { Operation } from '../../contract/types.ts';
import type { Await } from '../../recording/types.ts';
import { type Attachable, attachable, attaching, type Look, looksAt, shows, without, withPart } from '../attached.ts';
import { codeRows, stated, upstream } from '../rows.ts';
import type { Answered, Subject } from '../subject.ts';
import type { Mutant, MutantKind } from '../types.ts';

const NOT_FOUND = 404;

export const attachmentMissing: MutantKind = {
  id: 'attachment-missing',
  title: { en: 'What was attached never appears', zh: '挂载后始终不可见' },
  rule: 'attachments-show',

  *mutants(subject) {
    for (const { operation, kind, sent } of waited(subject, 'attach')) {
      const { entry } = kind;
      const markOf = ({ response }: Answered): unknown => valueIn(response.body, entry.mark);
      const showing = (one: Answered): Look[] =>
        looksBehind(subject, kind, one).filter((look) => shows(look, entry, markOf(one)));
      for (const exchange of subject.few(sent.filter((one) => showing(one).length > 0))) {
        const looks = showing(exchange);
        yield {
          id: `${operation.id}/${exchange.id}`,
          operation: operation.id,
          expect: expectation(subject, operation, ['response', entry.key], 'attachment-missing', looks),
          change: {
            exchanges: looks.map((look) => without(look, entry, markOf(exchange))),
            awaits: [{ ...waitOn(subject, kind, exchange)!, timedOut: true }],
          },
        };
      }
    }
  },
};

export const attachmentStays: MutantKind = {
  id: 'attachment-stays',
  title: { en: 'What was detached never disappears', zh: '卸载后始终可见' },
  rule: 'attachments-show',

  *mutants(subject) {
    for (const { operation, kind, sent } of waited(subject, 'detach')) {
      const { entry } = kind;
      const like = looksAt(subject, kind).find(({ value }) => placesAt(value, entry.shown).length > 0);
      const markOf = (one: Answered): unknown => valueIn(attaching(subject, kind, one)?.response.body, entry.mark);
      const lacking = (one: Answered): Look[] =>
        looksBehind(subject, kind, one).filter((look) => !shows(look, entry, markOf(one)));
      const telling = sent.filter((one) => markOf(one) !== undefined && lacking(one).length > 0);
      for (const exchange of like ? subject.few(telling) : []) {
        const mark = markOf(exchange);
        yield {
          id: `${operation.id}/${exchange.id}`,
          operation: operation.id,
          expect: expectation(
            subject,
            operation,
            ['path', entry.parameter],
            'attachment-stays',
            looksBehind(subject, kind, exchange),
          ),
          change: {
            exchanges: lacking(exchange).map((look) => withPart(look, like!, entry, mark)),
            awaits: [{ ...waitOn(subject, kind, exchange)!, timedOut: true }],
          },
        };
      }
    }
  },
};

export const partTaken: MutantKind = {
  id: 'part-taken',
  title: { en: "A call by another server's address takes a part away", zh: '经由其他云主机地址的请求移除了附属资源' },
  rule: 'wrong-parent',

  *mutants(subject) {
    for (const operation of subject.operations()) {
      const kind = attachable(subject, operation);
      const sent = subject.answered(operation).filter(({ intent }) => intent === 'wrong-parent');
      for (const exchange of kind ? subject.few(sent) : []) {
        const attached = attaching(subject, kind!, exchange);
        const mark = valueIn(attached?.response.body, kind!.entry.mark);
        const owner = attached?.parameters[kind!.table.parameter ?? ''];
        if (owner === undefined) continue;
        const looks = looksAt(subject, kind!, owner).filter(
          (look) => look.exchange.follows === exchange.id && shows(look, kind!.entry, mark),
        );
        // A cloud may take it away at once, or in the background.
        for (const since of new Set([0, looks.length - 1])) {
          if (looks.length === 0) continue;
          yield {
            id: `${operation.id}/${exchange.id}/${since}`,
            operation: operation.id,
            expect: {
              rows: codeRows(subject.contract, operation, NOT_FOUND),
              codes: ['part-taken'],
              pointers: [looks.at(-1)!.pointer],
            },
            change: { exchanges: looks.slice(since).map((look) => without(look, kind!.entry, mark)) },
          };
        }
      }
    }
  },
};

/** Operations that attach or detach parts, with the accepted requests whose effect was waited for on what shows it. */
function* waited(
  subject: Subject,
  member: 'attach' | 'detach',
): Iterable<{ operation: Operation; kind: Attachable; sent: Answered[] }> {
  for (const operation of subject.operations()) {
    const kind = attachable(subject, operation);
    if (kind?.entry[member] !== operation.id) continue;
    yield { operation, kind, sent: subject.accepted(operation).filter((one) => waitOn(subject, kind, one)) };
  }
}

function waitOn({ recording }: Subject, { table }: Attachable, { id }: Answered): Await | undefined {
  return recording.footer?.awaits.find(
    ({ exchange, resource, interrupted }) => exchange === id && resource.startsWith(`${table.kind} `) && !interrupted,
  );
}

/** What shows the resource that a request is about, behind it. */
function looksBehind(subject: Subject, kind: Attachable, exchange: Answered): Look[] {
  const later = new Set(subject.after(exchange));
  const id = exchange.parameters[kind.table.parameter ?? ''];
  return id === undefined ? [] : looksAt(subject, kind, id).filter((look) => later.has(look.exchange));
}

function expectation(
  { contract }: Subject,
  { id }: Operation,
  [place, name]: [string, string],
  code: string,
  looks: Look[],
): Mutant['expect'] {
  return {
    rows: [...stated(contract, id, place, name), upstream(id, place, name), upstream(id, 'state', 'shown')],
    codes: [code],
    pointers: [...new Set(looks.map(({ pointer }) => pointer))],
  };
}
