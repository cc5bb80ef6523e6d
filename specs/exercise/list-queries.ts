import type { ListFilter, ListProbe, ListRefusal } from '../contract/list.ts';
import { fits, valuesAt } from '../contract/selection.ts';
import type { Exchange, ListMark } from '../recording/types.ts';
import { Blocked } from './blocked.ts';
import { versionToSend } from './caller.ts';
import { lastingOf, membersOf, sendList, withList } from './list-call.ts';
import type { Member } from './populations.ts';
import type { Scenario } from './scenario.ts';

/** Sends a list with a parameter that selects: with a value that a known resource has, and with one that none has. */
export function tryFilter(parameter: string, filter: ListFilter): Scenario['carryOut'] {
  return (scenario, tools) =>
    withList(scenario, tools, async (call) => {
      const { member } = filter;
      const members = filter.whole
        ? await lastingOf(call, filter.with ?? {})
        : await membersOf(call, ({ item }) => !member || valuesAt(item, member) !== undefined);
      const facts = tools.workshop.facts.with({ population: { stem: call.population.stem } });
      let last: Exchange | undefined;
      const isForeign =
        tools.workshop.caller.session(scenario.identity)?.projectId !==
        tools.workshop.caller.session('member')?.projectId;
      for (const probe of probesOf(filter, members)) {
        if (probe.foreign && !isForeign) continue;
        const value = probe.value === null ? null : String(facts.fill(probe.value));
        const expected = expectation(filter, probe, value ?? '', members);
        const mark = { parameter, ...(value === null ? {} : { value }), ...expected };
        last = await sendList(call, { ...filter.with, [parameter]: value }, mark);
      }
      if (!last) throw new Blocked('not-observed', `Nothing that is known shows a value to ask ${parameter} for.`);
      return last;
    });
}

function probesOf(filter: ListFilter, members: Member[]): ListProbe[] {
  if (filter.probes) return filter.probes;
  const candidates = members.filter(({ label, hidden }) => (filter.of === undefined ? !hidden : label === filter.of));
  const values = candidates.flatMap(({ item }) => valuesAt(item, filter.member ?? '') ?? []);
  const fitting = values.filter(
    (one) => one !== null && one !== '' && new RegExp(filter.among ?? '').test(String(one)),
  );
  const value = filter.how === 'at-least' && fitting.length > 0 ? Math.max(...fitting.map(Number)) : fitting[0];
  const own: ListProbe[] = value === undefined ? [] : [{ value: written(String(value), filter.form) }];
  return filter.absent === undefined ? own : [...own, { value: filter.absent, expect: 'none' }];
}

/** A value as a query has it. */
function written(value: string, form: ListFilter['form']): string {
  // Nova compares these times as its database writes them.
  if (form === 'database-time') return value.replace('T', ' ').replace(/(\.\d+)?Z?$/, '');
  if (form === 'dotted') return value.replaceAll('-', '.').replace(/.(.)$/, '.$1');
  return form === 'part' ? value.slice(1) : value;
}

/** Which members the value should and should not select. */
function expectation(
  filter: ListFilter,
  probe: ListProbe,
  value: string,
  members: Member[],
): Pick<ListMark, 'in' | 'out' | 'shows'> {
  if (probe.shows !== undefined) return { shows: probe.shows };
  const about = filter.how === 'deleted' ? members : members.filter(({ hidden }) => !hidden);
  const ids = (some: Member[]): string[] => some.map(({ id }) => id);
  if (probe.expect === 'all') return { in: ids(about), out: [] };
  if (probe.expect === 'none') return { in: [], out: ids(members) };
  const isHidden = ({ hidden }: Member): boolean => hidden;
  if (probe.expect === 'hidden')
    return { in: ids(members.filter(isHidden)), out: ids(about.filter((one) => !one.hidden)) };
  const told = about.flatMap((member) => {
    const values = filter.how === 'deleted' ? [member.hidden] : valuesAt(member.item, filter.member ?? '');
    return values ? [{ member, isIn: fits(filter, values, value) }] : [];
  });
  return {
    in: ids(told.filter(({ isIn }) => isIn).map(({ member }) => member)),
    out: ids(told.filter(({ isIn }) => !isIn).map(({ member }) => member)),
  };
}

/** Sends a list with a query that must be refused. */
export function badQuery(refusal: ListRefusal): Scenario['carryOut'] {
  return (scenario, { workshop }) => {
    const [parameter, value] = Object.entries(refusal.query)[0]!;
    return workshop.caller.send({
      operation: scenario.operation,
      intent: scenario.intent,
      scenario: scenario.id,
      identity: scenario.identity,
      version: versionToSend(workshop.contract, scenario.operation, scenario.version),
      query: workshop.facts.fill(refusal.query),
      list: { parameter, value: String(value) },
    });
  };
}
