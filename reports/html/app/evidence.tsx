import { useEffect, useRef } from 'preact/hooks';
import type { Check, Finding } from '../../../specs/judge/types.ts';
import { attemptsText } from '../../attempts.ts';
import { visible } from '../../visible.ts';
import { Clause } from './clause.tsx';
import { useView } from './context.ts';
import { findCheck, findExchange, page } from './data.ts';
import { ExchangeView } from './exchange.tsx';
import { Json } from './json.tsx';
import { own } from './own.ts';
import { Badge, Said } from './parts.tsx';

/** All that a verdict rests on: the finding, the clauses, the exchanges. `neighbours`: the checks before and after it in the list. */
export function Evidence({ id, neighbours }: { id: string; neighbours: { before?: string; after?: string } }) {
  const { say, go, link } = useView();
  const heading = useRef<HTMLHeadingElement>(null);
  const check = findCheck(id);

  useEffect(() => heading.current?.focus(), [id]);

  // Closing gives the focus back to the line of the list that the evidence belonged to.
  const last = useRef(id);
  last.current = id;
  useEffect(() => () => document.getElementById(`check ${last.current}`)?.focus(), []);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') go({ check: null });
  };
  return (
    <aside class="evidence" aria-label={say('evidence.title')} onKeyDown={onKeyDown}>
      <div class="evidence-bar">
        <nav aria-label={say('evidence.title')}>
          {neighbours.before ? <a href={link({ check: neighbours.before })}>‹ {say('evidence.previous')}</a> : null}
          {neighbours.after ? <a href={link({ check: neighbours.after })}>{say('evidence.next')} ›</a> : null}
        </nav>
        <a class="button" href={link({ check: null })}>
          {say('evidence.close')}
        </a>
      </div>
      {check ? (
        <>
          <Head check={check} heading={heading} />
          <Reason check={check} />
          <Attempts check={check} />
          {check.finding ? <FindingView finding={check.finding} isNote={check.verdict === 'pass'} /> : null}
          <Clauses check={check} />
          <Exchanges check={check} />
        </>
      ) : (
        <h2 ref={heading} tabIndex={-1}>
          {say('evidence.unknown', { id: visible(id) })}
        </h2>
      )}
    </aside>
  );
}

function Head({ check, heading }: { check: Check; heading: { current: HTMLHeadingElement | null } }) {
  const { text, name } = useView();
  const operation = own(page.report.operations, check.operation);
  const rule = own(page.report.rules, check.rule);
  return (
    <header>
      <p class="verdict-line">
        <Badge check={check} /> <span class={`level ${check.level}`}>{name('level', check.level)}</span>
      </p>
      <h2 ref={heading} tabIndex={-1}>
        {visible(check.id)}
      </h2>
      <p>
        {visible(text(operation?.title) || check.operation)} — {visible(text(rule?.title) || check.rule)}
      </p>
      {operation ? (
        <p class="muted">
          <code>
            {visible(operation.method)} {visible(operation.path)}
          </code>{' '}
          · {visible(operation.service)}
        </p>
      ) : null}
    </header>
  );
}

function Reason({ check }: { check: Check }) {
  const { say, text, name } = useView();
  const { reason, detail, waiver } = check;
  return (
    <>
      {reason || detail ? (
        <section class="box">
          <h3>{say('evidence.reason')}</h3>
          {reason ? (
            <p>
              <code>{visible(reason)}</code> {name('reason', reason) === reason ? '' : name('reason', reason)}
            </p>
          ) : null}
          {detail ? (
            <p>
              <Said text={text(detail)} />
            </p>
          ) : null}
        </section>
      ) : null}
      {waiver ? (
        <section class="box">
          <h3>{say('evidence.waiver')}</h3>
          <p>{visible(waiver.reason)}</p>
          <p class="muted">
            {say('evidence.waiver.terms', { owner: visible(waiver.owner), expires: visible(waiver.expires) })}
          </p>
        </section>
      ) : null}
    </>
  );
}

/** What repeats of the scenario came to. */
function Attempts({ check }: { check: Check }) {
  const { language } = useView();
  if (!check.attempts) return null;
  return (
    <section class="box">
      <p>{attemptsText(check, language)}</p>
    </section>
  );
}

function FindingView({ finding, isNote }: { finding: Finding; isNote: boolean }) {
  const { say, text } = useView();
  const compared = finding.expected !== undefined || finding.actual !== undefined;
  return (
    <section>
      <h3>{say(isNote ? 'evidence.note' : 'evidence.finding')}</h3>
      <p class="finding">
        <Said text={text(finding.message)} />
      </p>
      <p class="muted">
        <code>{visible(finding.code)}</code>
        {finding.pointer === undefined ? null : (
          <>
            {` ${say('evidence.at')} `}
            <code class="pointer">{visible(finding.pointer) || '/'}</code>
          </>
        )}
      </p>
      {compared ? (
        <div class="sides">
          <Value title={say('evidence.expected')} value={finding.expected} class="expected" />
          <Value title={say('evidence.actual')} value={finding.actual} class="actual" />
        </div>
      ) : null}
    </section>
  );
}

function Value(props: { title: string; value: unknown; class: string }) {
  const { say } = useView();
  return (
    <section class={props.class}>
      <h4>{props.title}</h4>
      {props.value === undefined ? <p class="muted">{say('evidence.absent')}</p> : <Json value={props.value} />}
    </section>
  );
}

function Clauses({ check }: { check: Check }) {
  const { say, link } = useView();
  return (
    <section>
      <h3>{say('evidence.clauses')}</h3>
      {check.rows.length === 0 ? <p class="muted">{say('evidence.clauses.none')}</p> : null}
      {check.rows.map((id) => (
        <Clause
          key={id}
          id={id}
          row={own(page.report.rows, id)}
          documents={page.report.documents}
          href={link({ view: 'rows', query: `row:${id}`, check: null, page: 1 })}
        />
      ))}
    </section>
  );
}

function Exchanges({ check }: { check: Check }) {
  const { say } = useView();
  return (
    <section>
      <h3>{say('evidence.exchanges')}</h3>
      {check.exchanges.length === 0 ? <p class="muted">{say('evidence.exchanges.none')}</p> : null}
      {check.exchanges.map((id, index) => (
        <ExchangeView
          key={`${check.id} ${id}`}
          id={id}
          exchange={findExchange(id)}
          finding={index === 0 ? check.finding : undefined}
          open={index === 0}
        />
      ))}
    </section>
  );
}
