import { isObject } from '../../../schemas/fold.ts';
import { placesAt } from '../../contract/paths.ts';
import { responseThresholds, versionRows } from '../../contract/thresholds.ts';
import type { Operation } from '../../contract/types.ts';
import { add, remove, withBody, withHeader } from '../change.ts';
import { mayBeMissed as isLeftToChance } from '../fields.ts';
import { commonRows, upstream } from '../rows.ts';
import type { Answered, Subject } from '../subject.ts';
import type { MutantKind } from '../types.ts';

/** A member of an answer that comes or goes with a microversion, and an answer of each side. */
interface Gate {
  operation: Operation;
  version: string;
  path: string;
  rows: string[];
  /** The answer in which the member belongs, and the one in which it does not. */
  having: Answered;
  lacking: Answered;
  begins: boolean;
}

export const gateEarly: MutantKind = {
  id: 'gate-early',
  title: { en: 'A field is there on the wrong side of its microversion', zh: '字段出现在微版本的错误一侧' },
  rule: 'microversion-response',

  *mutants(subject) {
    for (const { operation, version, path, rows, having, lacking, begins } of gates(subject)) {
      const [source] = placesAt(having.response.body, path);
      const target = holderOf(lacking.response.body, path);
      if (!source || target === undefined) continue;
      const pointer = `${target}/${source.pointer.slice(source.pointer.lastIndexOf('/') + 1)}`;
      yield {
        id: `${operation.id}/${version}/${path}`,
        operation: operation.id,
        expect: { rows, codes: [begins ? 'field-too-early' : 'field-too-late'], pointers: [pointer] },
        change: { exchanges: [withBody(lacking, add(lacking.response.body, pointer, source.value))] },
      };
    }
  },
};

export const gateLate: MutantKind = {
  id: 'gate-late',
  title: { en: 'A field is missing on its side of the microversion', zh: '字段在应有的微版本一侧缺失' },
  rule: 'microversion-response',

  *mutants(subject) {
    for (const { operation, version, path, rows, having } of gates(subject)) {
      const places = placesAt(having.response.body, path);
      if (places.length === 0 || mayBeMissing(subject, operation, having, path)) continue;
      // From behind, so that what is taken out moves nothing that is still to be.
      const body = places.toReversed().reduce((rest, { pointer }) => remove(rest, pointer), having.response.body);
      yield {
        id: `${operation.id}/${version}/${path}`,
        operation: operation.id,
        expect: { rows, codes: ['field-missing'], pointers: places.map(({ pointer }) => pointer) },
        change: { exchanges: [withBody(having, body)] },
      };
    }
  },
};

export const gateIgnored: MutantKind = {
  id: 'gate-ignored',
  title: { en: 'A microversion is answered as the one before it', zh: '微版本按前一版本响应' },
  rule: 'microversion-response',

  *mutants(subject) {
    for (const { operation, version, rows, having, lacking, begins, path } of gates(subject)) {
      const [below, at] = begins ? [lacking, having] : [having, lacking];
      if (mayBeMissing(subject, operation, having, path)) continue;
      yield {
        id: `${operation.id}/${version}/${path}`,
        operation: operation.id,
        // Whichever of the changes of this microversion is looked at first.
        expect: { rows, codes: ['field-missing', 'field-too-late', 'field-form', 'body-missing', 'body-unexpected'] },
        change: { exchanges: [withBody(at, below.response.body)] },
      };
    }
  },
};

export const defaultIsHighest: MutantKind = {
  id: 'default-is-highest',
  title: { en: 'Without a microversion the highest is answered', zh: '未指定微版本时按最高版本响应' },
  rule: 'microversion-default',
  mutants: (subject) => swapped(subject, null, 'latest', 'default', ['default-version']),
};

export const defaultUntold: MutantKind = {
  id: 'default-untold',
  title: {
    en: 'Without a microversion the highest is answered, and 2.1 echoed',
    zh: '未指定微版本时按最高版本响应但声明为 2.1',
  },
  rule: 'microversion-default',
  mutants: (subject) => swapped(subject, null, 'latest', 'default', ['default-differs'], true),
};

export const latestIsLowest: MutantKind = {
  id: 'latest-is-lowest',
  title: { en: 'latest is answered as 2.1', zh: 'latest 按 2.1 响应' },
  rule: 'microversion-latest',
  mutants: (subject) => swapped(subject, 'latest', '2.1', 'latest', ['latest-version']),
};

export const latestUntold: MutantKind = {
  id: 'latest-untold',
  title: { en: 'latest is answered as 2.1, and the highest echoed', zh: 'latest 按 2.1 响应但声明为最高版本' },
  rule: 'microversion-latest',
  mutants: (subject) => swapped(subject, 'latest', '2.1', 'latest', ['latest-differs'], true),
};

/** Answers of one microversion in the place of those of another; told apart by the body where the header does not say it. */
function* swapped(
  subject: Subject,
  version: string | null,
  other: string,
  name: string,
  codes: string[],
  untold = false,
): ReturnType<MutantKind['mutants']> {
  const header = 'x-openstack-nova-api-version';
  for (const operation of subject.operations()) {
    const [bare, model] = [plain(subject, operation, version), plain(subject, operation, other)];
    const told = bare?.response.headers[header];
    if (!bare || !model || told === undefined || !isToldApart(subject, operation, bare, model)) continue;
    const wrong = withBody(bare, model.response.body);
    yield {
      id: `${operation.id}/${bare.id}`,
      operation: operation.id,
      expect: {
        rows: [...commonRows(subject.contract, 'microversion', name), upstream(operation.id, 'microversion', name)],
        codes,
      },
      change: { exchanges: [untold ? wrong : withHeader(wrong, header, model.response.headers[header])] },
    };
  }
}

/** Whether one of two answers has a member that comes or goes with a microversion, and is not left to chance, and the other has not. */
function isToldApart(subject: Subject, operation: Operation, one: Answered, other: Answered): boolean {
  const changes = responseThresholds(operation, subject.contract).flatMap((threshold) => threshold.changes);
  const gated = changes.filter(({ path, kind }) => path !== '' && (kind === 'begins' || kind === 'ends'));
  return gated.some(({ path }) => {
    // In each of the objects that could have it, or in none.
    const holder = path.slice(0, Math.max(path.lastIndexOf('.'), 0));
    const shares = [one, other].map(({ response }) => {
      const holders = placesAt(response.body, holder).length;
      return holders === 0 ? Number.NaN : placesAt(response.body, path).length / holders;
    });
    if (!shares.every((share) => share === 0 || share === 1)) return false;
    const [here, there] = shares.map((share) => share === 1);
    return here !== there && !mayBeMissing(subject, operation, here ? one : other, path);
  });
}

function plain(subject: Subject, operation: Operation, version: string | null): Answered | undefined {
  return subject
    .accepted(operation)
    .find(
      ({ intent, microversion, versionHeader, threshold }) =>
        intent === 'microversion' && microversion === version && versionHeader === undefined && threshold === undefined,
    );
}

function* gates(subject: Subject): Iterable<Gate> {
  const { contract } = subject;
  for (const operation of subject.operations()) {
    for (const { version, below, changes } of responseThresholds(operation, contract)) {
      const rows = versionRows(operation, contract, version, (what) => what.startsWith('response/')).map(
        ({ id }) => id,
      );
      if (rows.length === 0 && contract.profile.documents.length > 0) continue;
      const [before, after] = [plain(subject, operation, below), plain(subject, operation, version)];
      if (!before || !after) continue;
      for (const { path, kind } of changes) {
        if (path === '' || (kind !== 'begins' && kind !== 'ends')) continue;
        const begins = kind === 'begins';
        const [having, lacking] = begins ? [after, before] : [before, after];
        yield {
          operation,
          version,
          path,
          rows: [...rows, upstream(operation.id, 'microversion', version)],
          having,
          lacking,
          begins,
        };
      }
    }
  }
}

/** Where a member would stand in a body that has none. */
function holderOf(body: unknown, path: string): string | undefined {
  const cut = path.lastIndexOf('.');
  const holder = cut < 0 ? [{ pointer: '', value: body }] : placesAt(body, path.slice(0, cut));
  return holder.find(({ value }) => isObject(value))?.pointer;
}

function mayBeMissing(subject: Subject, operation: Operation, exchange: Answered, path: string): boolean {
  const [place] = placesAt(exchange.response.body, path);
  return place === undefined || isLeftToChance(subject, operation, exchange, path, place.pointer);
}
