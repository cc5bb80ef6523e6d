import type { Erratum, Example, RowEntry } from '../contract/document.ts';

/** A document as its inventory files show it, each part with the line that it stands in. */
export interface InventoryDocument {
  id: string;
  vendor: string;
  /** Languages of its editions; one where the document does not say. */
  languages: string[];
  /** Day of the edition, `YYYY-MM-DD`. */
  date?: string;
  /** `document.yaml`. */
  file: string;
  operations: DocumentedOperation[];
  readings: Reading[];
  errata: PlacedErratum[];
}

/** One file of the inventory: what the document says of one operation. */
export interface DocumentedOperation {
  operation: string;
  where: string;
  method?: string;
  path?: string;
  editions?: string[];
  file: string;
  rows: DocumentedRow[];
  examples: DocumentedExample[];
  /** Line (from 1) of a member of the file; that of the nearest parent where there is none. */
  lineOf(keys: readonly (string | number)[]): number | undefined;
}

export interface DocumentedRow extends RowEntry {
  /** Row id: `<document>#<operation>/<place>/<name>`. */
  id: string;
  place: string;
  line?: number;
}

export interface DocumentedExample extends Omit<Example, 'document' | 'operation'> {
  /** Its number in the file, from 0. */
  index: number;
}

/** A contradiction that only a reader finds: `fixtures/documents/readings/<document>.yaml`. */
export interface Reading {
  id: string;
  operation: string;
  places: { where: string; says: string }[];
  file: string;
  line?: number;
}

export interface PlacedErratum extends Erratum {
  file: string;
  line?: number;
}

/** One side of a contradiction. File and line are those of the inventory. */
export interface Place {
  where: string;
  says: string;
  file?: string;
  line?: number;
}

/** What a rule finds. */
export interface Contradiction {
  /** What it is about: `<operation>/<place>/<name>`, or as much of it as fits. Stable, and once in a rule and document. */
  subject: string;
  /** At least two; the first is where a reader should look. */
  places: Place[];
  /** Ids of the rows that are concerned. */
  rows: string[];
}

/** A contradiction with its stable id: `<document>:<rule>:<subject>`. */
export interface DocumentFinding extends Contradiction {
  id: string;
  document: string;
  rule: string;
  operation: string;
}
