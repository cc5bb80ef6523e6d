import path from 'node:path';
import { readValidated } from '../../schemas/input.ts';

/** A kind of resource: how it is looked at, and taken away. */
export interface ResourceKind {
  /** Path parameter that names it. */
  parameter: string;
  show?: string;
  /** Query of `show`; `$id` stands for the id. */
  query?: Record<string, string>;
  /** JSON pointers into the answer of `show`. */
  status?: string;
  name?: string;
  settled?: Record<string, unknown>;
  failed?: string[];
  gone?: string[];
  identity?: 'member' | 'admin';
  /** Operations that take it away; the first that the target accepts is enough. */
  remove: string[];
  /** Sent where it could not be taken away, before another try. */
  prepare?: string[];
  /** Command of the target's owner that is run then, by its name in the target file. */
  command?: 'hostUp';
  /** What must be taken out of it first: the items that its list shows, each put in as the fact. */
  empty?: { operation: string; items: string; fact: string };
  /** How one is made for a lease: by the first case of this operation, with some members put in. */
  make?: { operation: string; set?: Record<string, unknown> };
  /** What a lease may ask for on top, by the name of the wish. */
  with?: Record<string, EquipmentStep>;
  list?: { operation: string; items: string; id: string; name: string; query?: Record<string, unknown> };
}

/** How a resource gets what a lease asks for on top. */
export interface EquipmentStep {
  operation: string;
  facts?: Record<string, string>;
  /** What it changes beside the resource; stands in the ledger until it is put back. */
  changes?: { kind: string; name: string };
  /** What the resource that it borrowed has to arrive in. */
  await?: { kind: string; to: string[] };
}

/** A way to find resources that the target has already. */
export interface DiscoverySource {
  operation: string;
  items: string;
  identity?: 'member' | 'admin';
  /** Members that an item must have; objects need hold no more than what stands here. */
  where?: Record<string, unknown>;
  unless?: Record<string, unknown>;
  /** Regular expressions that members must fit. */
  like?: Record<string, string>;
  unlike?: Record<string, string>;
  order?: string[];
  facts?: Record<string, string>;
  /** Member in which those that are kept differ. */
  distinct?: string;
  /** Looked for only where the run may make nothing of its own. */
  readOnly?: boolean;
}

export interface Resources {
  kinds: Record<string, ResourceKind>;
  discover: Record<string, DiscoverySource[]>;
  /** Unknown ids by path parameter, where a UUID would not do. */
  unknown: Record<string, string>;
}

/** The table of resource kinds, `specs/exercise/resources.yaml`. */
export function loadResources(): Resources {
  return readValidated<Resources>(path.join(import.meta.dirname, 'resources.yaml'), 'resources');
}
