import { atRow, upstreamSays } from '../places.ts';
import type { DocumentRule } from '../rule.ts';
import type { Contradiction } from '../types.ts';

/** A state is written that there is not. */
export const stateName: DocumentRule = {
  id: 'state-name',
  title: { en: 'Names of states', zh: '状态名称' },

  find({ operations }, { upstream }) {
    const known = upstream.statesOf('status');
    // Our own word for what can no longer be shown.
    known.add('gone');
    return operations.flatMap((operation) =>
      operation.rows.flatMap((row): Contradiction[] => {
        if (row.place !== 'state' || !/^(precondition|result|failure)\.status$/.test(row.name)) return [];
        const written = row.written?.split(/\s*,\s*/) ?? row.values?.map(String) ?? [];
        const strangers = written.filter((state) => !known.has(state));
        if (strangers.length === 0) return [];
        const meant =
          row.written === undefined ? [] : (row.values ?? []).filter((state) => !written.includes(String(state)));
        const says = meant.length > 0 ? `the state is ${meant.join(', ')}` : 'there is no such state';
        return [
          {
            subject: `${operation.operation}/state/${row.name}`,
            places: [atRow(operation, row, `state ${strangers.join(', ')}`), upstreamSays(says)],
            rows: [row.id],
          },
        ];
      }),
    );
  },
};
