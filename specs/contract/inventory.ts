import path from 'node:path';
import { InputError, readValidated } from '../../schemas/input.ts';
import type { Level, Text } from '../judge/types.ts';
import { clauseOf } from './clause.ts';
import type { RowEntry } from './document.ts';
import { yamlFiles } from './files.ts';
import type { Contract, DocumentTitle, Erratum, ErratumEffect, Example, Exclusion, Row } from './types.ts';

const DOCUMENTS = path.resolve(import.meta.dirname, '../../fixtures/documents');

interface OperationFile {
  operation: string;
  where: string;
  rows: Record<string, RowEntry[]>;
  examples?: Omit<Example, 'document' | 'operation'>[];
}

type Inventory = Pick<Contract, 'documents' | 'rows' | 'examples' | 'errata' | 'exclusions' | 'glossary'>;

/** Rows, examples and errata of some documents. @throws InputError for a file that is not of its format, or a row twice */
export function loadInventory(documents: string[]): Inventory {
  const glossary = loadGlossary();
  const errata = loadErrata(documents);
  const rows = new Map<string, Row>();
  const examples: Example[] = [];
  for (const document of documents) {
    for (const file of yamlFiles(path.join(DOCUMENTS, document))) {
      if (path.basename(file) === 'document.yaml') continue;
      const content = readValidated<OperationFile>(file, 'inventory');
      for (const [place, entries] of Object.entries(content.rows)) {
        for (const entry of entries ?? []) {
          const row = makeRow(document, content, place, entry, glossary, errata);
          if (rows.has(row.id))
            throw new InputError(`row "${row.id}" stands twice; keep one (with repeated: 2)`, { file });
          rows.set(row.id, row);
        }
      }
      const { operation } = content;
      examples.push(...(content.examples ?? []).map((example) => ({ ...example, document, operation })));
    }
  }
  const exclusions = readValidated<Exclusion[]>(path.join(DOCUMENTS, 'exclusions.yaml'), 'exclusions');
  return { documents: documents.map(readTitle), glossary, rows, examples, errata, exclusions };
}

function readTitle(document: string): DocumentTitle {
  return readValidated<DocumentTitle>(path.join(DOCUMENTS, document, 'document.yaml'), 'document');
}

function makeRow(
  document: string,
  file: OperationFile,
  place: string,
  entry: RowEntry,
  glossary: Map<string, Text>,
  errata: Erratum[],
): Row {
  const id = `${document}#${file.operation}/${place}/${entry.name}`;
  const erratum = joinErrata(errata.filter(({ rows }) => rows.some((pattern) => matchesPattern(pattern, id))));
  const { en: _en, zh: _zh, repeated: _repeated, restates, ...facts } = entry;
  return {
    ...facts,
    id,
    document,
    operation: file.operation,
    place,
    where: entry.where ?? file.where,
    ...(restates ? { restates: restates.map((name) => `${document}#${name}`) } : {}),
    level: erratum?.effect?.level ?? levelOf(place, entry),
    clause: clauseOf(place, entry, glossary),
    ...(erratum ? { erratum } : {}),
  };
}

/** All that was ruled on one row, as one erratum: of several levels the mildest counts. */
function joinErrata(errata: Erratum[]): Erratum | undefined {
  const [first, ...more] = errata;
  if (!first || more.length === 0) return first;
  const effects = errata.flatMap(({ effect }) => effect ?? []);
  const levels = effects
    .flatMap(({ level }) => level ?? [])
    .sort((a, b) => STRICTNESS.indexOf(a) - STRICTNESS.indexOf(b));
  const effect = Object.assign({}, ...effects, levels[0] ? { level: levels[0] } : {}) as ErratumEffect;
  return {
    id: errata.map(({ id }) => id).join(', '),
    findings: errata.flatMap(({ findings }) => findings),
    rows: errata.flatMap(({ rows }) => rows),
    ruling: { en: errata.map(({ ruling }) => ruling.en).join(' '), zh: errata.map(({ ruling }) => ruling.zh).join('') },
    ...(effects.length > 0 ? { effect } : {}),
  };
}

/** Levels, the mildest first. */
const STRICTNESS: Level[] = ['may', 'should', 'must'];

/** A field in table and example is a must, in the table alone a should, in an example alone a may; codes and states are musts. */
function levelOf(place: string, entry: RowEntry): Level {
  if (place !== 'response' || entry.in === undefined || entry.in.length === 2) return 'must';
  return entry.in[0] === 'table' ? 'should' : 'may';
}

/** Whether an id fits a pattern in which `*` stands for any run of characters. */
export function matchesPattern(pattern: string, id: string): boolean {
  if (!pattern.includes('*')) return pattern === id;
  const known = expressions.get(pattern);
  if (known) return known.test(id);
  const parts = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  const expression = new RegExp(`^${parts.join('.*')}$`, 's');
  expressions.set(pattern, expression);
  return expression.test(id);
}

/** Patterns are few, and each is held against thousands of ids. */
const expressions = new Map<string, RegExp>();

function loadGlossary(): Map<string, Text> {
  const glossary = new Map<string, Text>();
  for (const file of yamlFiles(path.join(DOCUMENTS, 'glossary'))) {
    for (const [name, text] of Object.entries(readValidated<Record<string, Text>>(file, 'glossary'))) {
      if (!glossary.has(name)) glossary.set(name, text);
    }
  }
  return glossary;
}

function loadErrata(documents: string[]): Erratum[] {
  return yamlFiles(path.join(DOCUMENTS, 'errata'))
    .filter((file) => documents.includes(path.basename(file, '.yaml')))
    .flatMap((file) => readValidated<(Omit<Erratum, 'rows'> & { rows?: string[] })[]>(file, 'errata'))
    .map((erratum) => ({ ...erratum, rows: erratum.rows ?? [] }));
}

/** Rows of a contract's documents at one place of an operation, by name; those that a ruling takes out are not among them. */
export function documentedRows(contract: Contract, operation: string, place: string, name: string): Row[] {
  return contract.profile.documents
    .map((document) => contract.rows.get(`${document}#${operation}/${place}/${name}`))
    .filter((row): row is Row => row !== undefined && row.erratum?.effect?.exclude === undefined);
}
