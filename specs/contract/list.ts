/** How an item is held against the value of a query parameter: see `fits` in selection.ts. */
export type Comparison =
  | 'equals'
  | 'contains'
  | 'matches'
  | 'like'
  | 'lacks'
  | 'at-least'
  | 'same-time'
  | 'since'
  | 'until'
  | 'group'
  | 'deleted';

/** One value to send, and what the population's members make of it where it is not to be told by comparison. */
export interface ListProbe {
  /** null: the parameter is left out. */
  value: unknown;
  expect?: 'all' | 'none' | 'hidden';
  /** Only where the caller's project is not the one that the population is in. */
  foreign?: boolean;
  /** Member of the items that must be there (`true`) or be missing (`false`) with this value. */
  shows?: boolean;
}

/** A query parameter that selects items, or shows more of them. */
export interface ListFilter {
  /** JSON pointer into an item, `*` standing for every key or index: what the parameter is about. */
  member?: string;
  how?: Comparison;
  /** Regular expression of the values that the parameter is about, where the member has others too. */
  among?: string;
  /** Which member of the population gives the value; the first if left out. */
  of?: string;
  /** How the value is written in a query. */
  form?: 'database-time' | 'dotted' | 'part';
  /** JSON pointer to what an item is busy with: one that has something there is on its way, and may be listed as what it was. */
  busy?: string;
  /** A value that no item has. */
  absent?: unknown;
  probes?: ListProbe[];
  /** Which values of an item each value of a `group` stands for. */
  groups?: Record<string, string[]>;
  /** Tried on all that the list has, whoever made it: nothing that the run may make has the member. */
  whole?: boolean;
  /** An empty answer may also be given as this code. */
  none?: number;
  identity?: string;
  version?: string;
  with?: Record<string, unknown>;
}

/** How a list is walked through. */
export interface ListPages {
  limit: string;
  marker?: string;
  offset?: string;
  /** What an offset counts; items if left out. Pages count from 1, and 0 is the first one too. */
  unit?: 'page';
  /** JSON pointer to the links to other pages, or to the address of the next one. */
  links?: string;
  /** What stays on the list keeps its place on it: a walk by marker meets it once, even while others come and go. */
  lasting?: true;
  /** JSON pointer to the number of all items. */
  count?: string;
  /** Size of a page where no limit is asked for, and at most. */
  default?: number;
  maximum?: number;
  identity?: string;
  version?: string;
}

export interface ListOrder {
  key: string;
  direction: string;
  /** JSON pointers into an item by sort key. */
  keys: Record<string, string>;
  identity?: string;
  version?: string;
}

/** A query that must be refused. */
export interface ListRefusal {
  query: Record<string, unknown>;
  /** 400 if left out. */
  status?: number;
  /** A cloud may ignore the parameter instead. */
  ignorable?: boolean;
  /** Rows of the operation (`<place>/<name>`) that it is evidence for, beside the parameter's. */
  rows?: string[];
  identity?: string;
  version?: string;
}

/** What the query parameters of a list do. */
export interface ListTable {
  /** JSON pointer to the items in the answer, and to the id in an item. */
  items: string;
  id: string;
  /** Resources that the parameters are tried on (specs/exercise/populations.yaml). */
  population: string;
  identity?: string;
  version?: string;
  /** Sent with every request, so that the answer is about the population alone where that can be had. */
  with?: Record<string, unknown>;
  filters?: Record<string, ListFilter>;
  pages?: ListPages;
  order?: ListOrder;
  refuses?: Record<string, ListRefusal>;
}
