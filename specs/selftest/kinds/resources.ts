import { isObject } from '../../../schemas/fold.ts';
import type { Consistency } from '../../contract/consistency.ts';
import { joinPaths, placesAt, valueIn } from '../../contract/paths.ts';
import type { Operation } from '../../contract/types.ts';
import { millisecondsOf } from '../../judge/compare.ts';
import { put, withBody, withResponse } from '../change.ts';
import { other } from '../other.ts';
import { rowsOf } from '../rows.ts';
import { type Shown, shownIn, views } from '../shown.ts';
import type { Subject } from '../subject.ts';
import type { MutantKind } from '../types.ts';

export const idTwice: MutantKind = {
  id: 'id-twice',
  title: { en: 'Two entries of a list have the same id', zh: '列表两项标识相同' },
  rule: 'id-form',

  *mutants(subject) {
    for (const { operation, table, path, shown } of shownLists(subject)) {
      const [first, second] = shown;
      const place = second && placesAt(second.value, table.id, second.pointer)[0];
      if (!first || !place) continue;
      yield {
        id: `${operation.id}/${first.exchange.id}`,
        operation: operation.id,
        expect: {
          rows: rowsOf(subject.contract, operation, 'response', joinPaths(path, table.id)),
          codes: ['id-twice'],
          pointers: [place.pointer],
        },
        change: {
          exchanges: [
            withBody(first.exchange, put(first.exchange.response.body, place.pointer, valueIn(first.value, table.id))),
          ],
        },
      };
    }
  },
};

export const idDiffers: MutantKind = {
  id: 'id-differs',
  title: { en: 'Another resource is shown than was asked for', zh: '返回的并非所请求的资源' },
  rule: 'id-form',

  *mutants(subject) {
    for (const { operation, table, path } of views(subject)) {
      const rows = rowsOf(subject.contract, operation, 'response', joinPaths(path, table.id));
      const asked = subject.told(operation).filter(({ parameters }) => table.parameter && parameters[table.parameter]);
      if (rows.length === 0) continue;
      for (const exchange of subject.few(asked)) {
        const [only, more] = shownIn(operation, table, path, exchange);
        const place = only && placesAt(only.value, table.id, only.pointer)[0];
        if (!place || more || only.id !== exchange.parameters[table.parameter!]) continue;
        yield {
          id: `${operation.id}/${exchange.id}`,
          operation: operation.id,
          expect: { rows, codes: ['id-differs'], pointers: [place.pointer] },
          change: { exchanges: [withBody(exchange, put(exchange.response.body, place.pointer, other(place.value)))] },
        };
      }
    }
  },
};

export const timesReversed: MutantKind = {
  id: 'times-reversed',
  title: { en: 'What came later has the earlier time', zh: '时间先后颠倒' },
  rule: 'timestamps',

  *mutants(subject) {
    for (const { operation, table, path } of views(subject)) {
      for (const [earlier, later] of table.timestamps?.order ?? []) {
        const rows = rowsOf(subject.contract, operation, 'response', joinPaths(path, later));
        if (rows.length === 0) continue;
        const timed = subject
          .told(operation)
          .filter((exchange) =>
            shownIn(operation, table, path, exchange).some(
              ({ value }) =>
                millisecondsOf(valueIn(value, later)) !== undefined &&
                millisecondsOf(valueIn(value, earlier)) !== undefined,
            ),
          );
        for (const exchange of subject.few(timed)) {
          const shown = shownIn(operation, table, path, exchange).find(
            ({ value }) =>
              millisecondsOf(valueIn(value, later)) !== undefined &&
              millisecondsOf(valueIn(value, earlier)) !== undefined,
          )!;
          const [place] = placesAt(shown.value, later, shown.pointer);
          const time = String(place!.value).replace(/^\d{4}/, '1999');
          yield {
            id: `${operation.id}/${joinPaths(path, later)}/${exchange.id}`,
            operation: operation.id,
            expect: { rows, codes: ['time-order'], pointers: [place!.pointer] },
            change: { exchanges: [withBody(exchange, put(exchange.response.body, place!.pointer, time))] },
          };
        }
      }
    }
  },
};

export const linkAstray: MutantKind = {
  id: 'link-astray',
  title: { en: 'A link leads elsewhere', zh: '链接指向他处' },
  rule: 'links',

  *mutants(subject) {
    for (const { operation, table, path } of views(subject)) {
      for (const list of Object.keys(table.links ?? {})) {
        const rows = rowsOf(subject.contract, operation, 'response', joinPaths(path, `${list}[].href`));
        if (rows.length === 0) continue;
        for (const exchange of subject.few(subject.told(operation))) {
          const place = shownIn(operation, table, path, exchange)
            .flatMap(({ value, pointer }) => placesAt(value, `${list}[]`, pointer))
            .find(({ value }) => isObject(value) && (value.rel === 'self' || value.rel === 'bookmark'));
          const href = place && valueIn(place.value, 'href');
          if (typeof href !== 'string') continue;
          for (const wrong of [
            href.replace(/\/[^/]*$/, ''),
            `${href}x`,
            href.replace(/\/([a-z]+)\/([^/]*)$/, '/others/$2'),
          ]) {
            yield {
              id: `${operation.id}/${joinPaths(path, list)}/${exchange.id}/${wrong.length}`,
              operation: operation.id,
              expect: { rows, codes: ['link-astray'], pointers: [`${place!.pointer}/href`] },
              change: { exchanges: [withBody(exchange, put(exchange.response.body, `${place!.pointer}/href`, wrong))] },
            };
          }
        }
      }
    }
  },
};

export const passwordDiffers: MutantKind = {
  id: 'password-differs',
  title: { en: 'Another password comes back, or none', zh: '返回的密码不同或为空' },
  rule: 'admin-password',

  *mutants(subject) {
    const { contract } = subject;
    for (const operation of subject.operations()) {
      const place = [...contract.consistency.values()].map(({ passwords }) => passwords?.[operation.id]).find(Boolean);
      const rows = place
        ? [...rowsOf(contract, operation, 'response', place.answer), ...rowsOf(contract, operation, 'body', place.sent)]
        : [];
      if (!place || rowsOf(contract, operation, 'response', place.answer).length === 0) continue;
      const telling = subject
        .accepted(operation)
        .filter(({ response }) => valueIn(response.body, place.answer) !== undefined);
      for (const exchange of subject.few(telling)) {
        const [shown] = placesAt(exchange.response.body, place.answer);
        const isSent = valueIn(exchange.request.body, place.sent) !== undefined;
        yield {
          id: `${operation.id}/${exchange.id}`,
          operation: operation.id,
          expect: { rows, codes: [isSent ? 'password-differs' : 'password-empty'], pointers: [shown!.pointer] },
          change: {
            exchanges: [withBody(exchange, put(exchange.response.body, shown!.pointer, isSent ? 'another' : ''))],
          },
        };
      }
    }
  },
};

export const fingerprintDiffers: MutantKind = {
  id: 'fingerprint-differs',
  title: { en: 'A key does not fit its fingerprint', zh: '密钥与指纹不符' },
  rule: 'keypair-fits',

  *mutants(subject) {
    for (const { operation, table, path } of views(subject)) {
      if (!table.key) continue;
      const rows = rowsOf(subject.contract, operation, 'response', joinPaths(path, table.key.fingerprint));
      for (const exchange of rows.length > 0 ? subject.few(subject.told(operation)) : []) {
        for (const { value, pointer } of shownIn(operation, table, path, exchange).slice(0, 1)) {
          const [place] = placesAt(value, table.key.fingerprint, pointer);
          if (typeof place?.value !== 'string' || valueIn(value, table.key.public) === undefined) continue;
          const wrong = (place.value.startsWith('0') ? '1' : '0') + place.value.slice(1);
          yield {
            id: `${operation.id}/${exchange.id}`,
            operation: operation.id,
            expect: { rows, codes: ['fingerprint-differs'], pointers: [place.pointer] },
            change: { exchanges: [withBody(exchange, put(exchange.response.body, place.pointer, wrong))] },
          };
        }
      }
    }
  },
};

export const privateKeyDiffers: MutantKind = {
  id: 'private-key-differs',
  title: { en: 'A private key belongs to another public key', zh: '私钥与公钥不匹配' },
  rule: 'keypair-fits',

  *mutants(subject) {
    for (const { operation, table, path } of views(subject)) {
      if (!table.key) continue;
      const rows = rowsOf(subject.contract, operation, 'response', joinPaths(path, table.key.private));
      const made = subject.accepted(operation).filter(({ response }) => (response.derived?.length ?? 0) > 0);
      const keys = [...new Set(made.map(({ response }) => response.derived![0]!.publicKey))];
      for (const exchange of rows.length > 0 ? subject.few(made) : []) {
        const [derived] = exchange.response.derived!;
        const publicKey = keys.find((key) => key !== derived!.publicKey);
        if (!publicKey) continue;
        yield {
          id: `${operation.id}/${exchange.id}`,
          operation: operation.id,
          expect: { rows, codes: ['key-differs'], pointers: [derived!.pointer] },
          change: { exchanges: [withResponse(exchange, { derived: [{ ...derived!, publicKey }] })] },
        };
      }
    }
  },
};

function* shownLists(
  subject: Subject,
): Iterable<{ operation: Operation; table: Consistency; path: string; shown: Shown[] }> {
  for (const { operation, table, path } of views(subject)) {
    if (rowsOf(subject.contract, operation, 'response', joinPaths(path, table.id)).length === 0) continue;
    const lists = subject.told(operation).filter((exchange) => shownIn(operation, table, path, exchange).length > 1);
    for (const exchange of subject.few(lists))
      yield { operation, table, path, shown: shownIn(operation, table, path, exchange) };
  }
}
