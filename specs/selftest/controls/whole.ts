import { isObject } from '../../../schemas/fold.ts';
import type { Exchange, Recording } from '../../recording/types.ts';
import type { Control } from '../types.ts';

/** A recording with another answer to each exchange that has one. */
export function everywhere(recording: Recording, change: (exchange: Exchange) => Exchange): Recording {
  return { ...recording, exchanges: recording.exchanges.map((one) => (one.response ? change(one) : one)) };
}

export const keyOrder: Control = {
  id: 'key-order',
  title: { en: 'Members in another order', zh: '成员顺序不同' },
  *variations({ recording }) {
    const turned = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(turned);
      if (!isObject(value)) return value;
      return Object.fromEntries(
        Object.entries(value)
          .reverse()
          .map(([name, inner]) => [name, turned(inner)]),
      );
    };
    yield { id: 'all', recording: withBodies(recording, turned) };
  },
};

export const extraHeaders: Control = {
  id: 'extra-headers',
  title: { en: 'More headers than are documented', zh: '多余的响应头' },
  *variations({ recording }) {
    const more = { via: '1.1 gateway', 'x-more': '1', server: 'other', 'cache-control': 'no-store' };
    yield { id: 'all', recording: withHeaders(recording, (headers) => ({ ...headers, ...more })) };
  },
};

export const contentTypeParameters: Control = {
  id: 'content-type-parameters',
  title: { en: 'The content type with its character set', zh: '内容类型带字符集参数' },
  *variations({ recording }) {
    const charset = (type: string): string => (/json/.test(type) ? 'application/json; charset=UTF-8' : type);
    const spelt = (headers: Record<string, string>): Record<string, string> =>
      headers['content-type'] === undefined
        ? headers
        : { ...headers, 'content-type': charset(headers['content-type']) };
    yield { id: 'all', recording: withHeaders(recording, spelt) };
  },
};

const UUID = /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g;

export const otherIds: Control = {
  id: 'other-ids',
  title: { en: 'Other ids', zh: '其他标识' },
  *variations({ recording, chance }) {
    const text = JSON.stringify(recording);
    const old = [...new Set(text.match(UUID))].sort();
    // In the same order, as lists may be sorted by them.
    const heads = new Set<number>();
    while (heads.size < old.length) heads.add(Math.floor(chance.next() * 0xffffffff));
    const young = [...heads].sort((a, b) => a - b).map((head) => head.toString(16).padStart(8, '0'));
    const names = new Map(old.map((id, index) => [id, young[index]! + id.slice(8)]));
    yield { id: 'all', recording: JSON.parse(text.replace(UUID, (id) => names.get(id)!)) as Recording };
  },
};

const DAY_MS = 86_400_000;
const DATE = /(?<!\d)(\d{4}-\d\d-\d\d)(?=(T| |\+|%20)\d\d(:|%3A)\d\d)/g;

export const otherTimes: Control = {
  id: 'other-times',
  title: { en: 'Another year', zh: '其他时间' },
  *variations({ recording }) {
    const later = (day: string): string => new Date(Date.parse(day) + 400 * DAY_MS).toISOString().slice(0, 10);
    yield { id: 'all', recording: JSON.parse(JSON.stringify(recording).replace(DATE, later)) as Recording };
  },
};

export const longerWaits: Control = {
  id: 'longer-waits',
  title: { en: 'A slower target', zh: '响应较慢的目标' },
  *variations({ recording }) {
    const start = Date.parse(recording.header.run.startedAt);
    const slow = ({ sentAt, durationMs, ...rest }: Exchange): Exchange => ({
      ...rest,
      sentAt: new Date(start + 4 * (Date.parse(sentAt) - start)).toISOString(),
      durationMs: 4 * durationMs,
    });
    yield { id: 'all', recording: everywhere(recording, slow) };
  },
};

export const otherWords: Control = {
  id: 'other-words',
  title: { en: 'Errors in other words', zh: '错误消息措辞不同' },
  *variations({ recording }) {
    const worded = (body: unknown): unknown => {
      if (!isObject(body)) return body;
      const entries = Object.entries(body).map(([name, inner]) => [
        name,
        isObject(inner) && typeof inner.message === 'string' ? { ...inner, message: '请求未被接受。' } : inner,
      ]);
      return Object.fromEntries(entries);
    };
    yield {
      id: 'all',
      recording: everywhere(recording, (one) =>
        one.response!.status < 400 ? one : { ...one, response: { ...one.response!, ...bodyOf(one, worded) } },
      ),
    };
  },
};

export const undocumentedMember: Control = {
  id: 'undocumented-member',
  title: { en: 'An undocumented field', zh: '文档未提及的字段' },
  *variations({ recording }) {
    const grown = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(grown);
      return isObject(value) ? { ...value, 'x-vendor:more': 1 } : value;
    };
    const inside = (body: unknown): unknown =>
      isObject(body) ? Object.fromEntries(Object.entries(body).map(([name, inner]) => [name, grown(inner)])) : body;
    yield {
      id: 'all',
      recording: everywhere(recording, (one) =>
        one.response!.status >= 300 ? one : { ...one, response: { ...one.response!, ...bodyOf(one, inside) } },
      ),
    };
  },
};

export const brokenOff: Control = {
  id: 'broken-off',
  title: { en: 'A run that was ended before it was done', zh: '提前结束的运行' },
  *variations({ recording, chance }) {
    const { footer: _, ...rest } = recording;
    for (const part of [0.25, 0.5, 0.75]) {
      const end = Math.floor(recording.exchanges.length * (part + chance.next() / 10));
      yield { id: String(part), recording: { ...rest, exchanges: recording.exchanges.slice(0, end) } };
    }
  },
};

function bodyOf({ response }: Exchange, change: (body: unknown) => unknown): { body?: unknown } {
  return response!.body === undefined ? {} : { body: change(response!.body) };
}

function withBodies(recording: Recording, change: (body: unknown) => unknown): Recording {
  return everywhere(recording, (one) => ({ ...one, response: { ...one.response!, ...bodyOf(one, change) } }));
}

function withHeaders(
  recording: Recording,
  change: (headers: Record<string, string>) => Record<string, string>,
): Recording {
  return everywhere(recording, (one) => ({
    ...one,
    response: { ...one.response!, headers: change(one.response!.headers) },
  }));
}
