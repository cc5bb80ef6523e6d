import { useMemo, useState } from 'preact/hooks';
import type { Check } from '../../../specs/judge/types.ts';
import { SIGNS, VERDICT_ORDER } from '../../text.ts';
import { visible } from '../../visible.ts';
import { useView } from './context.ts';
import { mostUrgent, page } from './data.ts';
import { own } from './own.ts';
import { Sign, tone } from './parts.tsx';

/** How each arrow key moves in the matrix: rows, columns. */
const MOVES: Record<string, [number, number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** Operations down, rules across; each cell leads to its checks. One cell is in the tab order, arrow keys move. */
export function Matrix() {
  const { say, text, link } = useView();
  const { operations, rules, cells } = useMemo(layOut, []);
  const [focus, setFocus] = useState<[number, number] | null>(null);
  const entry = focus ?? firstCell(operations, rules, cells);

  const onKeyDown = (event: KeyboardEvent & { currentTarget: HTMLElement }) => {
    const move = MOVES[event.key];
    if (!move) return;
    let [row, column] = entry;
    do {
      row += move[0];
      column += move[1];
    } while (inside(row, operations) && inside(column, rules) && !cells.has(`${operations[row]} ${rules[column]}`));
    if (!inside(row, operations) || !inside(column, rules)) return;
    event.preventDefault();
    setFocus([row, column]);
    event.currentTarget.querySelector<HTMLElement>(`#cell-${row}-${column}`)?.focus();
  };

  return (
    <section aria-labelledby="matrix-title">
      <h2 id="matrix-title">{say('matrix.title')}</h2>
      <p class="muted no-print">{say('matrix.help')}</p>
      <Legend />
      <div class="matrix-frame">
        <table class="matrix" onKeyDown={onKeyDown}>
          <thead>
            <tr>
              <th scope="col">{say('matrix.operation')}</th>
              {rules.map((rule) => (
                <th key={rule} scope="col" title={rule}>
                  <a href={link({ view: 'checks', query: `rule:${rule}`, page: 1 })}>
                    {visible(text(own(page.report.rules, rule)?.title) || rule)}
                  </a>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {operations.map((operation, row) => (
              <tr key={operation} class={noun(operation) === noun(operations[row - 1] ?? '') ? '' : 'group'}>
                <th scope="row">
                  <a href={link({ view: 'checks', query: `operation:${operation}`, page: 1 })}>{visible(operation)}</a>{' '}
                  <span class="muted">{visible(text(own(page.report.operations, operation)?.title))}</span>
                </th>
                {rules.map((rule, column) => (
                  <Cell
                    key={rule}
                    id={`cell-${row}-${column}`}
                    operation={operation}
                    rule={rule}
                    checks={cells.get(`${operation} ${rule}`)}
                    tabbable={entry[0] === row && entry[1] === column}
                    onFocus={() => setFocus([row, column])}
                  />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Cell(props: {
  id: string;
  operation: string;
  rule: string;
  checks: Check[] | undefined;
  tabbable: boolean;
  onFocus: () => void;
}) {
  const { say, name, link } = useView();
  const { operation, rule, checks } = props;
  if (!checks) return <td class="none" />;
  const { verdict, check, count } = summarize(checks);
  const values = { operation, rule, verdict: name('verdict', verdict), count, total: checks.length };
  const label = say('matrix.cell', values);
  return (
    <td>
      <a
        id={props.id}
        class={`cell ${tone(check)}`}
        href={link({ view: 'checks', query: `operation:${operation} rule:${rule}`, page: 1 })}
        aria-label={label}
        title={label}
        tabIndex={props.tabbable ? 0 : -1}
        onFocus={props.onFocus}
      >
        {SIGNS[verdict]}
        {checks.length > 1 ? <small>{count}</small> : null}
      </a>
    </td>
  );
}

/** Verdict of a cell: the most urgent one, told by its gravest check (a waived failure is the least grave). */
function summarize(checks: readonly Check[]) {
  const verdict = mostUrgent(checks);
  const having = checks.filter((check) => check.verdict === verdict);
  const open = having.filter((check) => !check.waiver);
  const check = open.find((each) => each.level === 'must') ?? open[0] ?? having[0];
  return { verdict, check: check as Check, count: having.length };
}

function Legend() {
  const { say, name, link } = useView();
  return (
    <ul class="legend" aria-label={say('legend.title')}>
      {VERDICT_ORDER.map((verdict) => (
        <li key={verdict}>
          <a href={link({ view: 'checks', query: `verdict:${verdict}`, page: 1 })}>
            <Sign verdict={verdict} /> {name('verdict', verdict)}
          </a>
        </li>
      ))}
      <li>
        <a href={link({ view: 'checks', query: 'verdict:fail level:should,may', page: 1 })}>
          <span class="badge advisory">{SIGNS.fail}</span> {say('legend.advisory')}
        </a>
      </li>
      <li>
        <a href={link({ view: 'checks', query: 'waived:yes', page: 1 })}>
          <span class="badge waived">{SIGNS.fail}</span> {say('legend.waived')}
        </a>
      </li>
    </ul>
  );
}

function layOut() {
  const cells = new Map<string, Check[]>();
  for (const check of page.report.checks) {
    const key = `${check.operation} ${check.rule}`;
    const list = cells.get(key);
    if (list) list.push(check);
    else cells.set(key, [check]);
  }
  const operations = [...new Set(page.report.checks.map((check) => check.operation))];
  const rules = [...new Set(page.report.checks.map((check) => check.rule))];
  return { operations: inOrder(operations, page.report.operations), rules: inOrder(rules, page.report.rules), cells };
}

/** Ids in the order of the report's own table, those that it lacks at the end. */
function inOrder(ids: string[], table: Record<string, unknown>): string[] {
  const order = new Map(Object.keys(table).map((id, index) => [id, index]));
  return ids.toSorted((one, other) => (order.get(one) ?? order.size) - (order.get(other) ?? order.size));
}

function firstCell(operations: string[], rules: string[], cells: Map<string, Check[]>): [number, number] {
  const column = rules.findIndex((rule) => cells.has(`${operations[0]} ${rule}`));
  return [0, Math.max(0, column)];
}

function inside(index: number, list: readonly unknown[]): boolean {
  return index >= 0 && index < list.length;
}

/** The resource that an operation is about: `server` of `server.pause`. */
function noun(operation: string): string {
  return operation.split('.')[0] ?? '';
}
