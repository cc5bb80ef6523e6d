import type { Schema } from '../../schemas/fold.ts';
import type { Contract, Operation, Statement } from './types.ts';

/** The statements on an operation by id: those of the profile hold for every operation. */
export function statementsOf(operation: Operation, contract: Contract): [string, Statement][] {
  const own = Object.entries(operation.statements ?? {});
  return [...Object.entries(contract.profile.statements ?? {}), ...own];
}

/** Facts that the statements on an operation speak of, as `alias.name`; the exercise notes them beside the exchange. */
export function factsNamed(operation: Operation): string[] {
  if (!operation.statements) return [];
  const found = JSON.stringify(operation.statements).matchAll(/"\$((?!ref|defs)[a-z][a-z0-9_]*(?:\.[a-z_]+)?)"/g);
  return [...new Set([...found].map((match) => match[1]!))];
}

/** A schema with the noted facts put in; null where one of them was not noted. */
export function withFacts(schema: Schema, facts: Record<string, string> = {}): Schema | null {
  let isWhole = true;
  const text = JSON.stringify(schema).replace(
    /"\$((?!ref|defs)[a-z][a-z0-9_]*(?:\.[a-z_]+)?)"(?!:)/g,
    (_all, name: string) => {
      const value = facts[name];
      if (value === undefined) isWhole = false;
      return JSON.stringify(value ?? '');
    },
  );
  return isWhole ? (JSON.parse(text) as Schema) : null;
}
