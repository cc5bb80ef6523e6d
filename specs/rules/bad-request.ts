import type { Contract, Operation } from '../contract/types.ts';
import { badRequests } from '../defects/bad-requests.ts';
import type { Defect } from '../defects/derive.ts';
import type { PlannedCheck, Rule } from '../judge/rule.ts';
import { planFact, rowsAt, UPSTREAM } from './facts.ts';
import { codeRows, judgeRefused, spoiled } from './must-refuse.ts';

/** A request that breaks one rule of its schema is refused with 400 (or the code that the schema gives), and is not taken for another. */
export const badRequest: Rule = {
  id: 'bad-request',
  title: { en: 'Malformed request refused', zh: '拒绝不合规的请求' },

  plan(operation, contract) {
    if (operation.service === 'identity') return [];
    return badRequests(operation, contract).flatMap(({ defect }): PlannedCheck[] => {
      const demand = demandOf(operation, contract, defect);
      return demand ? [{ detail: defect.id, ...demand }] : [];
    });
  },

  judge(check, operation, evidence) {
    const defect = check.detail!;
    const { status } = badRequests(operation, evidence.contract).find(
      (request) => request.defect.id === defect,
    )!.defect;
    const wanted = { en: `a request with the defect ${defect}`, zh: `含缺陷 ${defect} 的请求` };
    const sent = spoiled(operation, evidence, 'bad-request', defect);
    return judgeRefused(sent, { intent: 'bad-request', status, wanted }, operation, evidence);
  },
};

/** What of an inventory says the limit that a keyword breaks, by the last part of the row's name. */
const LIMITS: Record<string, string[]> = {
  maxLength: ['maximum', 'below'],
  maximum: ['maximum'],
  maxItems: ['maximum'],
  maxProperties: ['maximum'],
  minLength: ['minimum'],
  minimum: ['minimum'],
  minItems: ['minimum'],
  format: ['format'],
  pattern: ['format', 'characters', 'excluded'],
  anyOf: ['format', 'classes'],
  required: ['required', 'mandatory'],
  dependentRequired: ['mandatory'],
  propertyNames: ['key.maximum', 'key.excluded'],
};

/** What demands that a defect is refused: the field's row and that of its limit; Nova's own members count where no document does. */
function demandOf(
  operation: Operation,
  contract: Contract,
  { keyword, path }: Defect,
): Pick<PlannedCheck, 'level' | 'rows'> | null {
  if (contract.profile.documents.length === 0) {
    return { level: 'must', rows: [`${UPSTREAM}#${operation.id}/body/${path || 'body'}`] };
  }
  // Whether null is as good as nothing is a word of no document; Nova's is known.
  if (keyword === 'null' && operation.service !== 'compute') return null;
  const field = path === '' ? null : planFact(contract, operation, 'body', path);
  const names = (LIMITS[keyword] ?? []).map((limit) => `${path.replace(/\.\*$/, '.value')}.${limit}`);
  const limits = names
    .flatMap((name) => rowsAt(contract, operation, 'limit', name))
    .filter((row) => !row.erratum?.effect?.exclude);
  // That a member which no table lists is refused is Nova's way, and not the document's word.
  if (keyword === 'additionalProperties' && field)
    return { level: 'should', rows: [...field.rows, ...codeRows(operation, contract, 400)] };
  if (!field && limits.length === 0) return null;
  return { level: field?.level ?? 'must', rows: [...(field?.rows ?? []), ...limits.map((row) => row.id)] };
}
