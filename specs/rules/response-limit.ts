import { placesAt } from '../contract/paths.ts';
import type { Contract, Operation, Row } from '../contract/types.ts';
import { fail, pass, unobserved } from '../judge/outcome.ts';
import type { PlannedCheck, Rule } from '../judge/rule.ts';
import { withStandIns } from '../recording/redacted.ts';
import type { Exchange } from '../recording/types.ts';
import { planFact, succeededWithBody } from './facts.ts';

const IN_RESPONSE = 'response/';

/** What an answer shows keeps within the limits that the document gives for it. */
export const responseLimit: Rule = {
  id: 'response-limit',
  title: { en: 'Documented limit of a response field', zh: '响应字段的文档限制' },

  plan(operation, contract) {
    return limitsOf(operation, contract).flatMap((row): PlannedCheck[] => {
      const fact = planFact(contract, operation, 'limit', row.name);
      return fact ? [{ detail: row.name, ...fact }] : [];
    });
  },

  judge(check, operation, evidence) {
    const row = limitsOf(operation, evidence.contract).find(({ name }) => name === check.detail)!;
    const holds = testOf(row)!;
    const seen: Exchange[] = [];
    for (const exchange of succeededWithBody(operation, evidence)) {
      const places = placesAt(withStandIns(exchange.response!.body), row.on!.slice(IN_RESPONSE.length));
      const told = places.filter(({ value }) => value !== null && value !== undefined);
      const wrong = told.find(({ value }) => !holds(value));
      if (wrong) {
        return fail(
          {
            code: 'limit-exceeded',
            pointer: wrong.pointer,
            expected: row.value,
            actual: wrong.value,
            message: { en: `It is not within the limit ${row.name}.`, zh: `超出文档限制 ${row.name}。` },
          },
          [exchange],
        );
      }
      if (told.length > 0) seen.push(exchange);
    }
    return seen.length > 0 ? pass(seen) : unobserved(operation, evidence);
  },
};

function limitsOf(operation: Operation, contract: Contract): Row[] {
  return [...contract.rows.values()].filter(
    (row) =>
      row.operation === operation.id &&
      row.place === 'limit' &&
      row.on?.startsWith(IN_RESPONSE) &&
      testOf(row) !== undefined,
  );
}

/** Base64 after RFC 4648, section 4, with padding. */
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** How a limit is told, by the end of the row's name; undefined for one that is told otherwise. */
function testOf({ name, value }: Row): ((shown: unknown) => boolean) | undefined {
  if (/key\.maximum$/.test(name)) return (shown) => keysOf(shown).every((key) => sizeOf(key) <= Number(value));
  if (/value\.maximum$/.test(name)) return (shown) => valuesOf(shown).every((one) => sizeOf(one) <= Number(value));
  if (/\.maximum$/.test(name) && typeof value === 'number') return (shown) => sizeOf(shown) <= value;
  if (/\.minimum$/.test(name) && typeof value === 'number') return (shown) => sizeOf(shown) >= value;
  if (/\.format$/.test(name) && value === 'base64') return (shown) => typeof shown === 'string' && BASE64.test(shown);
  return undefined;
}

const keysOf = (value: unknown): string[] => (typeof value === 'object' && value !== null ? Object.keys(value) : []);
const valuesOf = (value: unknown): unknown[] =>
  typeof value === 'object' && value !== null ? Object.values(value) : [];

/** A number itself, the bytes of a text, the entries of a list. */
function sizeOf(value: unknown): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'string') return Buffer.byteLength(value, 'utf8');
  return Array.isArray(value) ? value.length : keysOf(value).length;
}
