import { own } from '../../../html/app/own.ts';
import { visible } from '../../../visible.ts';
import { type CrossJudgement, type Difference, type Side, WEIGHTS } from '../../model.ts';
import { compared, comparison, useWords } from './page.ts';
import { SideName, WeightBadge } from './parts.tsx';

/** Operations that are named for one kind of difference. */
const OPERATIONS_SHOWN = 4;

/** What is compared, each recording by each contract, and what kinds of differences there are. */
export function Overview() {
  const { tell } = useWords();
  return (
    <>
      <section class="result" aria-labelledby="title">
        <div>
          <h1 id="title">{tell('title')}</h1>
          <Sides />
          {comparison.cross.length === 0 ? <p class="muted">{tell('sides.contracts')}</p> : null}
        </div>
        <Weights />
      </section>
      <Cross />
      <Kinds />
      <Joined />
    </>
  );
}

function Sides() {
  const { tell, say } = useWords();
  return (
    <ul class="side-list" aria-label={tell('sides.title')}>
      {compared.map((side) => (
        <li key={side.id}>
          <SideName id={side.id} />{' '}
          {side.profile === side.name ? null : <span class="muted">{visible(side.profile)}</span>}{' '}
          <span class="muted">
            {say('fact.microversions')}{' '}
            {side.microversions ? visible(rangeText(side.microversions)) : say('fact.microversions.none')}
          </span>
          <SideNotes side={side} />
        </li>
      ))}
    </ul>
  );
}

function SideNotes({ side: { run } }: { side: Side }) {
  const { tell } = useWords();
  if (!run) return null;
  return (
    <>
      {run.only ? <p class="muted">{tell('sides.narrowed', { only: visible(run.only.join(' ')) })}</p> : null}
      {run.isCurrent ? null : <p class="muted">{tell('sides.old')}</p>}
      {run.complete ? null : <p class="muted">{tell('sides.incomplete')}</p>}
    </>
  );
}

function rangeText({ min, max }: { min: string; max: string }): string {
  return min === max ? min : `${min} – ${max}`;
}

function Weights() {
  const { tell, link } = useWords();
  return (
    <ul class="counts" aria-label={tell('nav.differences')}>
      {WEIGHTS.map((weight) => (
        <li key={weight}>
          <a href={link({ view: 'differences', query: `weight:${weight}`, page: 1 })}>
            <WeightBadge weight={weight} />
            <b>{comparison.differences.filter((one) => one.weight === weight).length.toLocaleString('en')}</b>
            <span>{tell('kinds.count')}</span>
          </a>
        </li>
      ))}
    </ul>
  );
}

function Cross() {
  const { tell } = useWords();
  const { cross } = comparison;
  if (cross.length === 0) return null;
  const contracts = [...new Set(cross.map(({ contract }) => contract))];
  return (
    <section aria-labelledby="cross-title">
      <h2 id="cross-title">{tell('cross.title')}</h2>
      <p class="muted">{tell('cross.help')}</p>
      <div class="matrix-frame">
        <table class="cross">
          <thead>
            <tr>
              <th scope="col">{tell('cross.recording')}</th>
              {contracts.map((contract) => (
                <th key={contract} scope="col">
                  {tell('cross.by', { contract: visible(contract) })}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {compared.map(({ id, profile }) => (
              <tr key={id}>
                <th scope="row">
                  <SideName id={id} />
                </th>
                {contracts.map((contract) => {
                  const found = cross.find((one) => one.side === id && one.contract === contract);
                  return (
                    <td key={contract} class={profile === contract ? 'own' : ''}>
                      {found ? <CrossCell judged={found} /> : null}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function CrossCell({ judged }: { judged: CrossJudgement }) {
  const { tell, link, name } = useWords();
  const { side, contract, pass, fail, unjudged, errors } = judged;
  const open = Object.entries(unjudged).sort(([, one], [, other]) => other - one);
  const query = `differs:promise contract:${contract} lacks:${side}`;
  const mild = fail.should + fail.may;
  return (
    <>
      <a class={`badge ${fail.must > 0 ? 'fail' : 'pass'}`} href={link({ view: 'differences', query, page: 1 })}>
        {tell('cross.broken', { count: fail.must })}
      </a>{' '}
      <span class="cross-kept">{tell('cross.kept', { count: pass })}</span>
      {mild > 0 ? <p class="muted">{tell('cross.mild', { count: mild })}</p> : null}
      {open.length > 0 ? (
        <p class="muted" title={open.map(([reason, count]) => `${name('reason', reason)}: ${count}`).join('\n')}>
          {tell('cross.unjudged', { count: open.reduce((sum, [, count]) => sum + count, 0) })}
        </p>
      ) : null}
      {errors > 0 ? <p class="muted">{tell('cross.errors', { count: errors })}</p> : null}
    </>
  );
}

function Kinds() {
  const { tell } = useWords();
  const kinds = [...new Set(comparison.differences.map(({ kind }) => kind))];
  return (
    <section aria-labelledby="kinds-title">
      <h2 id="kinds-title">{tell('kinds.title')}</h2>
      <p class="muted">{tell(kinds.length === 0 ? 'kinds.none' : 'kinds.help')}</p>
      {kinds.length === 0 ? null : (
        <table class="row-list kinds">
          <thead>
            <tr>
              <th scope="col">{tell('filter.weight')}</th>
              <th scope="col">{tell('kinds.kind')}</th>
              <th scope="col">{tell('kinds.count')}</th>
              <th scope="col">{tell('filter.source')}</th>
              <th scope="col">{tell('kinds.operations')}</th>
            </tr>
          </thead>
          <tbody>
            {kinds.map((kind) => (
              <Kind key={kind} kind={kind} differences={comparison.differences.filter((one) => one.kind === kind)} />
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function Kind({ kind, differences }: { kind: string; differences: Difference[] }) {
  const { text, link, named } = useWords();
  const [first] = differences;
  const counts = new Map<string, number>();
  for (const operation of differences.flatMap(({ operations }) => operations)) {
    counts.set(operation, (counts.get(operation) ?? 0) + 1);
  }
  const most = [...counts].sort(([, one], [, other]) => other - one).slice(0, OPERATIONS_SHOWN);
  return (
    <tr>
      <td>{first ? <WeightBadge weight={first.weight} /> : null}</td>
      <td>
        <a href={link({ view: 'differences', query: `differs:${kind}`, page: 1 })}>
          {visible(text(own(comparison.kinds, kind)?.title) || kind)}
        </a>
      </td>
      <td>{differences.length.toLocaleString('en')}</td>
      <td class="muted">{first ? named('source', first.source) : ''}</td>
      <td>
        {most.map(([operation, count]) => (
          <span key={operation} class="operation-count">
            <a href={link({ view: 'differences', query: `differs:${kind} operation:${operation}`, page: 1 })}>
              {visible(operation)}
            </a>{' '}
            <span class="muted">{count}</span>
          </span>
        ))}
        {counts.size > most.length ? <span class="muted">…</span> : null}
      </td>
    </tr>
  );
}

function Joined() {
  const { tell, named, link } = useWords();
  if (comparison.checks.length === 0) return null;
  return (
    <section aria-labelledby="joined-title">
      <h2 id="joined-title">{tell('joined.title')}</h2>
      <ul class="legend">
        {Object.entries(comparison.counts).map(([state, count]) => (
          <li key={state}>
            <a href={link({ view: 'checks', query: `differs:${state}`, page: 1 })}>
              <b>{count.toLocaleString('en')}</b> {named('state', state)}
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
