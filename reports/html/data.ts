import type { VerdictName } from '../../specs/judge/types.ts';
import type { Exchange, RecordedTarget, Recording } from '../../specs/recording/types.ts';
import type { Report } from '../model.ts';
import type { Language } from '../text.ts';
import { VERDICT_ORDER } from '../text.ts';

/** Most characters of one body that the page carries, as compact JSON. The recording has the rest. */
export const BODY_LIMIT = 64 * 1024;

/** Most characters that the bodies of a page come to; once they are used up each body gets `SMALL_BODY_LIMIT` only. */
export const BODIES_LIMIT = 16 * 1024 * 1024;

/** What a body still gets when the page is full: enough for an error or the head of a list. */
export const SMALL_BODY_LIMIT = 2 * 1024;

/** An exchange as the page carries it. A body that was cut is text, and `cut` says how many characters of it are there. */
export interface PageExchange extends Exchange {
  cut?: { request?: number; response?: number };
}

/** What the page shows, apart from the exchanges. */
export interface PageData {
  language: Language;
  report: Report;
  target: Pick<RecordedTarget, 'endpoints' | 'allow'>;
  exchanges: number;
  leftovers: { kind: string; id: string; name: string }[];
}

/** Gathers what the page shows of a report and the recording that it rests on. */
export function pageData(report: Report, recording: Recording, language: Language): PageData {
  const { endpoints, allow } = recording.header.target;
  return {
    language,
    report,
    target: { endpoints, allow },
    exchanges: recording.exchanges.length,
    leftovers: recording.footer?.leftovers ?? [],
  };
}

/**
 * The exchanges that checks rest on, by id, with long bodies cut. Bodies of failed checks are served first where the page
 * would grow past its limit.
 */
export function pageExchanges(report: Report, recording: Recording): Record<string, PageExchange> {
  return embedExchanges(idsByUrgency(report), recording, BODIES_LIMIT);
}

/** Some exchanges of a recording by id, with long bodies cut; the first ones are served first. `limit`: characters of all bodies. */
export function embedExchanges(
  ids: Iterable<string>,
  recording: Recording,
  limit: number,
): Record<string, PageExchange> {
  const byId = new Map(recording.exchanges.map((exchange) => [exchange.id, exchange]));
  const embedded: Record<string, PageExchange> = {};
  let left = limit;
  for (const id of ids) {
    const exchange = byId.get(id);
    if (!exchange) continue;
    const { page, used } = withShortBodies(exchange, left);
    embedded[id] = page;
    left -= used;
  }
  return embedded;
}

function idsByUrgency(report: Report): Set<string> {
  const rank = (verdict: VerdictName) => VERDICT_ORDER.indexOf(verdict);
  const checks = report.checks.toSorted((one, other) => rank(one.verdict) - rank(other.verdict));
  return new Set(checks.flatMap((check) => check.exchanges));
}

function withShortBodies(exchange: Exchange, left: number): { page: PageExchange; used: number } {
  const limit = Math.max(Math.min(BODY_LIMIT, left), SMALL_BODY_LIMIT);
  const page: PageExchange = { ...exchange };
  let used = 0;
  for (const side of ['request', 'response'] as const) {
    const message = exchange[side];
    if (message?.body === undefined) continue;
    const size = textOf(message.body).length;
    used += Math.min(size, limit);
    if (size > 0 && size <= limit) continue;
    const body = textOf(message.body, 2).slice(0, limit);
    Object.assign(page, { [side]: { ...message, body } });
    page.cut = { ...page.cut, [side]: body.length };
  }
  return { page, used };
}

/** A body as text; empty where it is nested so deep that it cannot be written. */
function textOf(body: unknown, space?: number): string {
  if (typeof body === 'string') return body;
  try {
    return JSON.stringify(body, null, space);
  } catch (error) {
    if (error instanceof RangeError) return '';
    throw error;
  }
}
