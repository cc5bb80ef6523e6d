import type { ComponentChildren } from 'preact';
import { visible } from '../../visible.ts';
import { useView } from './context.ts';
import { page } from './data.ts';
import { Said } from './parts.tsx';

/** What was judged, by what, when, and what the run was allowed to do. */
export function Facts() {
  const { say } = useView();
  const { suite, target, run, contract } = page.report;
  const range = target.microversions;
  const allowed = (['create', 'admin', 'destructive', 'billing'] as const).filter((name) => page.target.allow[name]);
  return (
    <dl class="facts">
      <Fact name={say('fact.profile')}>{visible(target.profile)}</Fact>
      <Fact name={say('fact.contract')}>{visible(contract.profile)}</Fact>
      <Fact name={say('fact.microversions')}>
        {range ? `${visible(range.min)} – ${visible(range.max)}` : say('fact.microversions.none')}
      </Fact>
      <Fact name={say('fact.suite')}>
        {visible(suite.name)} {visible(suite.version)}
      </Fact>
      <Fact name={say('fact.started')}>{moment(run.startedAt)}</Fact>
      <Fact name={say('fact.finished')}>{run.finishedAt ? moment(run.finishedAt) : say('fact.finished.not')}</Fact>
      <Fact name={say('fact.exchanges')}>{page.exchanges.toLocaleString('en')}</Fact>
      <Fact name={say('fact.allowed')}>
        {allowed.length === 0 ? say('allow.nothing') : allowed.map((name) => say(`allow.${name}`)).join(', ')}
      </Fact>
      <Fact name={say('fact.run')} wide>
        <code>{visible(run.id)}</code>
      </Fact>
      <Fact name={say('fact.digest')} wide>
        <code>{visible(contract.digest)}</code>
      </Fact>
      <Fact name={say('fact.endpoints')} wide>
        {Object.entries(page.target.endpoints).map(([service, url]) => (
          <span key={service} class="endpoint">
            {visible(service)}{' '}
            <code>
              <Said text={url} />
            </code>
          </span>
        ))}
      </Fact>
    </dl>
  );
}

function Fact({ name, wide, children }: { name: string; wide?: boolean; children: ComponentChildren }) {
  return (
    <div class={wide ? 'wide' : ''}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** `2026-03-01T10:00:00.000Z` as `2026-03-01 10:00:00 UTC`; text of another form stays as it is. */
function moment(time: string): string {
  return visible(time.replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(?:\.\d+)?Z$/, '$1 $2 UTC'));
}
