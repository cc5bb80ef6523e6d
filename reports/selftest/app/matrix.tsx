import type { SelftestResult } from '../../../specs/selftest/result.ts';
import { visible } from '../../visible.ts';
import { result, toneOf, useWords } from './page.ts';

type Kind = SelftestResult['kinds'][number];
type RuleTally = SelftestResult['rules'][number];

/** Rules that have mutants of their own, or notice others. */
const rules = result.rules.filter(({ id, mutants }) => mutants > 0 || result.cells.some(({ rule }) => rule === id));
const order = new Map(rules.map(({ id }, index) => [id, index]));
const kinds = result.kinds.toSorted((a, b) => (order.get(a.rule) ?? 0) - (order.get(b.rule) ?? 0));
const cells = new Map(result.cells.map((cell) => [`${cell.rule} ${cell.kind}`, cell]));

/** Which rule catches which kind of mutants, and which notice it beside that. */
export function Matrix() {
  const { tell, text } = useWords();
  return (
    <section aria-labelledby="matrix-title">
      <h2 id="matrix-title">{tell('matrix.title')}</h2>
      <p class="muted">{tell('matrix.help')}</p>
      <div class="matrix-frame">
        <table class="matrix">
          <thead>
            <tr>
              <th scope="col">{tell('kind')}</th>
              {rules.map(({ id, title }) => (
                <th key={id} scope="col" title={id}>
                  <span>{visible(text(title))}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {kinds.map((kind, index) => (
              <tr key={kind.id} class={kind.rule === kinds[index - 1]?.rule ? '' : 'group'}>
                <th scope="row" title={kind.id}>
                  {visible(text(kind.title))} <span class="muted">{kind.mutants}</span>
                </th>
                {rules.map((rule) => (
                  <Cell key={rule.id} kind={kind} rule={rule} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Cell({ kind, rule }: { kind: Kind; rule: RuleTally }) {
  const { tell, text, link } = useWords();
  const beside = cells.get(`${rule.id} ${kind.id}`)?.beside ?? 0;
  const names = { rule: visible(text(rule.title)), kind: visible(text(kind.title)) };
  if (kind.rule === rule.id) {
    const label = tell('matrix.cell', { ...names, killed: kind.killed, mutants: kind.mutants });
    return (
      <td>
        <a
          class={`cell ${toneOf(kind)}`}
          href={link({ view: 'survivors', query: kind.id, page: 1 })}
          title={label}
          aria-label={label}
        >
          {Math.floor((100 * kind.killed) / kind.mutants)}
        </a>
      </td>
    );
  }
  if (beside === 0) return <td class="none" />;
  return (
    <td>
      <span class="cell beside" title={tell('matrix.beside', { ...names, count: beside })}>
        {beside}
      </span>
    </td>
  );
}
