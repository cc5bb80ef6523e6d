import type { Check } from '../../../specs/judge/types.ts';
import { resultOf } from '../../result.ts';
import { VERDICT_ORDER } from '../../text.ts';
import { visible } from '../../visible.ts';
import { useView } from './context.ts';
import { Coverage } from './coverage.tsx';
import { items, page } from './data.ts';
import { Facts } from './facts.tsx';
import { Levels } from './levels.tsx';
import { Matrix } from './matrix.tsx';
import { own } from './own.ts';
import { Badge, Said, Sign } from './parts.tsx';

/** Failures that the overview lists; the others are behind a link. */
const FAILURES_SHOWN = 200;

/** The result in plain words, the facts of the run, the matrix, and what failed. */
export function Overview() {
  return (
    <>
      <Result />
      <Facts />
      <Levels />
      <Coverage />
      <Matrix />
      <Failures />
    </>
  );
}

function Result() {
  const { language } = useView();
  const { name, sign, title, reasons } = resultOf(page.report, language);
  return (
    <section class={`result ${name}`} aria-labelledby="result">
      <div>
        <p class="target">
          <Said text={page.report.target.name} />
        </p>
        <h1 id="result">
          <span aria-hidden="true">{sign}</span> {title}
        </h1>
        {reasons.map((reason) => (
          <p key={reason}>{visible(reason)}</p>
        ))}
        <Leftovers />
      </div>
      <Counts />
    </section>
  );
}

function Counts() {
  const { say, name, link } = useView();
  const { verdicts, checks } = page.report.summary;
  const counts = { ...verdicts, 'not-applicable': verdicts.notApplicable };
  return (
    <ul class="counts" aria-label={say('fact.checks')}>
      {VERDICT_ORDER.map((verdict) => (
        <li key={verdict}>
          <a href={link({ view: 'checks', query: `verdict:${verdict}`, page: 1 })}>
            <Sign verdict={verdict} />
            <b>{counts[verdict].toLocaleString('en')}</b>
            <span>{name('verdict', verdict)}</span>
          </a>
        </li>
      ))}
      <li>
        <a href={link({ view: 'checks', query: '', page: 1 })}>
          <b>{checks.toLocaleString('en')}</b>
          <span>{say('fact.checks')}</span>
        </a>
      </li>
    </ul>
  );
}

function Leftovers() {
  const { say } = useView();
  if (page.leftovers.length === 0) return null;
  return (
    <>
      <p>{say('leftovers.notice', { count: page.leftovers.length })}</p>
      <ul>
        {page.leftovers.map((thing) => (
          <li key={thing.id}>
            {visible(thing.kind)} <Said text={thing.name} /> <code>{visible(thing.id)}</code>
          </li>
        ))}
      </ul>
    </>
  );
}

function Failures() {
  const { say, link } = useView();
  const failed = items.map((item) => item.check).filter((check) => check.verdict === 'fail');
  const shown = failed.slice(0, FAILURES_SHOWN);
  const groups = grouped(shown);
  return (
    <section aria-labelledby="failures-title">
      <h2 id="failures-title">{say('failures.title')}</h2>
      {failed.length === 0 ? <p>{say('failures.none')}</p> : null}
      {groups.map(([operation, checks]) => (
        <FailureGroup key={operation} operation={operation} checks={checks} />
      ))}
      {failed.length > shown.length ? (
        <p>
          <a href={link({ view: 'checks', query: 'verdict:fail', page: 1 })}>
            {say('failures.more', { count: failed.length - shown.length })}
          </a>
        </p>
      ) : null}
    </section>
  );
}

function FailureGroup({ operation, checks }: { operation: string; checks: Check[] }) {
  const { text, link, name } = useView();
  return (
    <section class="failure-group">
      <h3>
        {visible(operation)} <span class="muted">{visible(text(own(page.report.operations, operation)?.title))}</span>
      </h3>
      <ul>
        {checks.map((check) => (
          <li key={check.id}>
            <Badge check={check} /> <span class={`level ${check.level}`}>{name('level', check.level)}</span>{' '}
            <span class="failure-words">
              <a href={link({ view: 'checks', query: 'verdict:fail', check: check.id, page: 1 })}>
                {visible(check.id.slice(operation.length + 1) || check.id)}
              </a>{' '}
              <Said text={text(check.finding?.message)} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function grouped(checks: readonly Check[]): [string, Check[]][] {
  const groups = new Map<string, Check[]>();
  for (const check of checks) groups.set(check.operation, [...(groups.get(check.operation) ?? []), check]);
  return [...groups];
}
