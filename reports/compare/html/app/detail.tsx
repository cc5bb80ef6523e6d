import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { Clause } from '../../../html/app/clause.tsx';
import { ExchangeView } from '../../../html/app/exchange.tsx';
import { own } from '../../../html/app/own.ts';
import { Badge, Said } from '../../../html/app/parts.tsx';
import { visible } from '../../../visible.ts';
import type { Difference, DifferenceSide, JoinedCheck, JoinedSide } from '../../model.ts';
import { comparison, findCheck, findDifference, findExchange, useWords } from './page.ts';
import { SideName, WeightBadge } from './parts.tsx';

interface Neighbours {
  before?: string;
  after?: string;
}

/** Exchanges that are open from the start. */
const OPEN = 2;

/** All that is known of a difference: what breaks, what to write instead, the sides, their documents and exchanges. */
export function DifferenceDetail({ id, neighbours }: { id: string; neighbours: Neighbours }) {
  const { tell, text } = useWords();
  const difference = findDifference(id);
  if (!difference) return <Unknown id={id} neighbours={neighbours} />;
  const { kind, weight, operations, subject, contract, sides, instances, breaks, portable } = difference;
  const kindTitle = text(own(comparison.kinds, kind)?.title) || kind;
  return (
    <Frame id={id} neighbours={neighbours} title={subject || operations.join(', ') || kindTitle}>
      <p class="verdict-line">
        <WeightBadge weight={weight} /> <span class="level">{visible(kindTitle)}</span>
        {contract ? <span class="level"> · {visible(contract)}</span> : null}
      </p>
      <Operations ids={operations} />
      <section>
        <h3>{tell('detail.breaks')}</h3>
        <p class="finding">
          <Said text={text(breaks)} />
        </p>
      </section>
      <section class="portable">
        <h3>{tell('detail.portable')}</h3>
        <p>
          <Said text={text(portable)} />
        </p>
      </section>
      <SideTable sides={sides} />
      <Instances difference={difference} />
      {instances ? null : <Rows ids={sides.flatMap(({ rows }) => rows ?? [])} />}
      {instances ? <Rows ids={sides.flatMap(({ rows }) => rows?.slice(0, 1) ?? [])} /> : null}
      <Exchanges sides={sides} />
    </Frame>
  );
}

/** A joined check: the verdict of each side with what was found, the documents, the exchanges. */
export function CheckDetail({ id, neighbours }: { id: string; neighbours: Neighbours }) {
  const { text, named, name } = useWords();
  const check = findCheck(id);
  if (!check) return <Unknown id={id} neighbours={neighbours} />;
  return (
    <Frame id={id} neighbours={neighbours} title={id}>
      <p class="verdict-line">
        <b>{named('state', check.state)}</b> <span class={`level ${check.level}`}>{name('level', check.level)}</span>
      </p>
      <p>
        {visible(text(own(comparison.operations, check.operation)?.title) || check.operation)} —{' '}
        {visible(text(own(comparison.rules, check.rule)?.title) || check.rule)}
      </p>
      <JoinedTable check={check} />
      <Rows ids={check.rows} />
      <Exchanges sides={check.sides} />
    </Frame>
  );
}

function Frame(props: { id: string; neighbours: Neighbours; title: string; children?: ComponentChildren }) {
  const { say, tell, go, link } = useWords();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), [props.id]);
  const { before, after } = props.neighbours;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') go({ check: null });
  };
  return (
    <aside class="evidence" aria-label={tell('detail.title')} onKeyDown={onKeyDown}>
      <div class="evidence-bar">
        <nav aria-label={tell('detail.title')}>
          {before ? <a href={link({ check: before })}>‹ {tell('detail.previous')}</a> : null}
          {after ? <a href={link({ check: after })}>{tell('detail.next')} ›</a> : null}
        </nav>
        <a class="button" href={link({ check: null })}>
          {say('evidence.close')}
        </a>
      </div>
      <h2 ref={heading} tabIndex={-1}>
        {visible(props.title)}
      </h2>
      {props.children}
    </aside>
  );
}

function Unknown({ id, neighbours }: { id: string; neighbours: Neighbours }) {
  const { tell } = useWords();
  return <Frame id={id} neighbours={neighbours} title={tell('detail.unknown', { id })} />;
}

function Operations({ ids }: { ids: readonly string[] }) {
  const { text, link } = useWords();
  return (
    <p class="muted">
      {ids.map((id) => (
        <span key={id} class="operation-count">
          <a href={link({ view: 'differences', query: `operation:${id}`, check: null, page: 1 })}>{visible(id)}</a>{' '}
          {ids.length === 1 ? visible(text(own(comparison.operations, id)?.title)) : null}
        </span>
      ))}
    </p>
  );
}

function SideTable({ sides }: { sides: readonly DifferenceSide[] }) {
  const { tell, text, named, name } = useWords();
  return (
    <section>
      <h3>{tell('detail.sides')}</h3>
      <table class="row-list side-table">
        <tbody>
          {sides.map(({ side, state, value, message }) => (
            <tr key={side} class={`side-${state}`}>
              <th scope="row">
                <SideName id={side} />
              </th>
              <td>{named('side', state)}</td>
              <td>
                {value ? <code>{visible(value)}</code> : null} {message ? <Said text={text(message)} /> : null}
                {!message && value && state === 'unknown' ? <span class="muted">{name('reason', value)}</span> : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function JoinedTable({ check }: { check: JoinedCheck }) {
  const { tell, text, named, name } = useWords();
  const why = ({ absent, reason, verdict }: JoinedSide) => {
    if (absent) return named('absent', absent);
    return verdict === 'fail' || !reason ? (reason ?? '') : name('reason', reason);
  };
  return (
    <section>
      <h3>{tell('detail.sides')}</h3>
      <table class="row-list side-table">
        <tbody>
          {check.sides.map((side) => (
            <tr key={side.side}>
              <th scope="row">
                <SideName id={side.side} />
              </th>
              <td>
                {side.verdict ? <Badge check={{ verdict: side.verdict, level: side.level ?? check.level }} /> : '–'}
              </td>
              <td>
                {side.message ? <Said text={text(side.message)} /> : null}{' '}
                <span class="muted">{visible(why(side))}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Instances({ difference: { instances } }: { difference: Difference }) {
  const { tell } = useWords();
  if (!instances) return null;
  return (
    <details class="instances">
      <summary>{tell('detail.instances', { count: instances.length })}</summary>
      <ul>
        {instances.map((instance) => (
          <li key={instance}>
            <code>{visible(instance)}</code>
          </li>
        ))}
      </ul>
    </details>
  );
}

function Rows({ ids }: { ids: readonly string[] }) {
  const { tell, link } = useWords();
  const stated = [...new Set(ids)];
  if (stated.length === 0) return null;
  return (
    <section>
      <h3>{tell('detail.rows')}</h3>
      {stated.map((id) => (
        <Clause
          key={id}
          id={id}
          row={own(comparison.rows, id)}
          documents={comparison.documents}
          href={link({ view: 'differences', query: `row:${id}`, check: null, page: 1 })}
        />
      ))}
    </section>
  );
}

function Exchanges({ sides }: { sides: readonly Pick<DifferenceSide, 'side' | 'exchange' | 'pointer'>[] }) {
  const { tell } = useWords();
  const shown = sides.flatMap(({ side, exchange, pointer }) => (exchange ? [{ side, id: exchange, pointer }] : []));
  return (
    <>
      {shown.map(({ side, id, pointer }, index) => {
        const exchange = findExchange(side, id);
        return (
          <section key={side}>
            <h3>
              <SideName id={side} />: {tell('detail.exchange')}
            </h3>
            {exchange ? (
              <ExchangeView
                key={`${side} ${id}`}
                id={id}
                exchange={exchange}
                finding={pointer === undefined ? undefined : { pointer }}
                open={index < OPEN}
              />
            ) : (
              <p class="muted">{tell('detail.exchange.left', { id: visible(id), side: visible(side) })}</p>
            )}
          </section>
        );
      })}
    </>
  );
}
