import type { Text } from '../judge/types.ts';
import type { Contradiction, InventoryDocument } from './types.ts';
import type { Upstream } from './upstream.ts';

/** What rules may know beside the document at hand. */
export interface Background {
  /** What the API that the documents build on has, by microversion. */
  upstream: Upstream;
  /** All documents that were read, this one among them. */
  documents: InventoryDocument[];
}

/** A general rule: it knows no operation by its name. */
export interface DocumentRule {
  id: string;
  title: Text;
  find(document: InventoryDocument, background: Background): Contradiction[];
}
