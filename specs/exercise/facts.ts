import { randomUUID } from 'node:crypto';

/** What is known under one alias: `$server.id` is the fact `id` of `server`. */
export type FactGroup = Record<string, string>;

/** A template names a fact that there is none of. */
export class MissingFact extends Error {
  readonly fact: string;

  constructor(fact: string) {
    super(`no ${fact} is known`);
    this.fact = fact;
  }
}

/** Facts of the target, of the run and of a scenario, by alias; the later ones hide the earlier ones. */
export class Facts {
  readonly #groups: Map<string, FactGroup>;
  readonly #isSoft: boolean;

  constructor(groups: Map<string, FactGroup> = new Map(), isSoft = false) {
    this.#groups = groups;
    this.#isSoft = isSoft;
  }

  /** The same with more groups. */
  with(groups: Record<string, FactGroup>): Facts {
    return new Facts(new Map([...this.#groups, ...Object.entries(groups)]), this.#isSoft);
  }

  /** The same, but with an invented value wherever one is missing: for requests that must be refused before it matters. */
  soft(): Facts {
    return new Facts(this.#groups, true);
  }

  /** The same without some groups. */
  without(aliases: readonly string[]): Facts {
    return new Facts(new Map([...this.#groups].filter(([alias]) => !aliases.includes(alias))), this.#isSoft);
  }

  has(alias: string): boolean {
    return this.#groups.has(alias);
  }

  /** A fact, or undefined where there is none. */
  known(alias: string, name: string): string | undefined {
    return this.#groups.get(alias)?.[name];
  }

  /** The fact that `$alias.name` (or `$alias` alone) stands for. @throws MissingFact */
  value(alias: string, name: string): string {
    const value = this.#groups.get(alias)?.[name];
    if (value !== undefined) return value;
    if (this.#isSoft) return name === 'name' ? 'conform-nowhere' : randomUUID();
    throw new MissingFact(name === 'value' ? `$${alias}` : `$${alias}.${name}`);
  }

  /** A copy of a template with all `$alias.name` filled in. @throws MissingFact */
  fill<T>(template: T): T {
    if (typeof template === 'string') return this.#fillText(template) as T;
    if (Array.isArray(template)) return template.map((item) => this.fill(item)) as T;
    if (typeof template !== 'object' || template === null) return template;
    return Object.fromEntries(Object.entries(template).map(([key, value]) => [key, this.fill(value)])) as T;
  }

  #fillText(text: string): string {
    const match = /^\$([a-z][a-z0-9_]*)(?:\.([a-z_]+))?$/.exec(text);
    if (!match) return text;
    return this.value(match[1]!, match[2] ?? 'value');
  }
}
