import { compareVersions } from '../../schemas/version.ts';
import { push } from '../../specs/judge/fields.ts';
import type { Text } from '../../specs/judge/types.ts';
import type { Difference, DifferenceSide, Weight } from './model.ts';

/** A difference before it is put into words (`phrases.yaml`). */
export interface Draft extends Pick<Difference, 'kind' | 'operations' | 'subject' | 'contract' | 'instances'> {
  sides: DifferenceSide[];
  /** Where it is graver or milder than its kind. */
  weight?: Weight;
  /** What the words of its kind name besides the sides and the subject. */
  values?: Record<string, string | Text>;
}

/** Sides whose value is the most common one are `has`, the others `other`; on a tie the first side's counts. */
export function sidesByValue(values: Map<string, Omit<DifferenceSide, 'state' | 'side'>>): DifferenceSide[] {
  const all = [...values.values()].map(({ value }) => value);
  const count = (value: string | undefined) => all.filter((other) => other === value).length;
  const [common] = all.toSorted((one, other) => count(other) - count(one));
  return [...values].map(([side, rest]) => ({
    side,
    state: rest.value === common ? 'has' : 'other',
    ...rest,
  }));
}

/** Whether there are at least two sides, and not all have the same value. */
export function differ(values: Map<string, { value?: string }>): boolean {
  return new Set([...values.values()].map(({ value }) => value)).size > 1;
}

/**
 * Drafts that say the same of the same sides, as one: its operations are those of all, its instances what each was about.
 * @param subject what the joined one is about; one that stays alone keeps its own subject
 */
export function joinAlike(drafts: readonly Draft[], subject: (draft: Draft) => string): Draft[] {
  const groups = new Map<string, Draft[]>();
  for (const draft of drafts) {
    const sides = draft.sides.map(({ side, state, value }) => [side, state, value]);
    const key = JSON.stringify([draft.kind, subject(draft), sides]);
    push(groups, key, draft);
  }
  return [...groups.values()].map((group) => {
    const [first] = group as [Draft];
    return group.length === 1 ? first : joined(group, subject(first));
  });
}

/** Rows that one side of a joined difference names at most; its instances say where the others stand. */
const ROWS_NAMED = 12;

function joined(group: readonly Draft[], subject: string): Draft {
  const [first] = group as [Draft, ...Draft[]];
  const rowsOf = (side: string) => group.flatMap(({ sides }) => sides.find((one) => one.side === side)?.rows ?? []);
  const versions = group.flatMap(({ values }) =>
    typeof values?.versions === 'string' ? values.versions.split(', ') : [],
  );
  return {
    ...first,
    subject,
    operations: [...new Set(group.flatMap(({ operations }) => operations))],
    instances: group.map((draft) => `${draft.operations.join(', ')} ${draft.subject}`.trim()),
    sides: first.sides.map((side) => {
      const rows = rowsOf(side.side);
      return rows.length > 0 ? { ...side, rows: rows.slice(0, ROWS_NAMED) } : side;
    }),
    ...(versions.length > 0 ? { values: { ...first.values, versions: versionsText(versions) } } : {}),
  };
}

/** Microversions in order, each once: `2.1, 2.25`. */
export function versionsText(versions: Iterable<string>): string {
  return [...new Set(versions)].filter(Boolean).sort(compareVersions).join(', ');
}

/** A field without the root that it stands below, be it one resource or a list of them: `server.id` for `servers[].id` too. */
export function withoutList(path: string): string {
  return path.replace(/^(\w+?)s\[\]\./, '$1.');
}
