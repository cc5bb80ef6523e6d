import { useState } from 'preact/hooks';
import type { Finding } from '../../../specs/judge/types.ts';
import type { RecordedResponse } from '../../../specs/recording/types.ts';
import { attemptWord } from '../../attempts.ts';
import { curlLine } from '../../curl.ts';
import { visible } from '../../visible.ts';
import type { PageExchange } from '../data.ts';
import { useView } from './context.ts';
import { Json } from './json.tsx';
import { CopyLine, Said } from './parts.tsx';

/** One exchange: request, response and the line that repeats it. The finding's place is marked where it is given. */
export function ExchangeView(props: {
  id: string;
  exchange: PageExchange | undefined;
  finding: Pick<Finding, 'pointer'> | undefined;
  open: boolean;
}) {
  const { id, exchange, finding, open } = props;
  const { say, name } = useView();
  // What is folded is not laid out: a check may rest on many long bodies.
  const [opened, setOpened] = useState(open);
  if (!exchange) {
    return (
      <p>
        <code>{visible(id)}</code> {say('evidence.exchange.missing')}
      </p>
    );
  }
  const { request, response, failure } = exchange;
  const outcome = response ? String(response.status) : name('failure', failure?.kind ?? 'other');
  return (
    <details class="exchange" open={open} onToggle={(event) => event.currentTarget.open && setOpened(true)}>
      <summary>
        <span class="exchange-id">{visible(id)}</span>
        <code class="request-line">
          <b>{visible(request.method)}</b> {visible(pathOf(request.url))}
        </code>
        <span class={finding?.pointer === '/status' ? 'status marked' : 'status'}>→ {outcome}</span>
      </summary>
      {opened ? <Content exchange={exchange} finding={finding} /> : null}
    </details>
  );
}

function Content({ exchange, finding }: { exchange: PageExchange; finding: Pick<Finding, 'pointer'> | undefined }) {
  const { say, name, language } = useView();
  const { request, response, failure, identity, microversion, intent } = exchange;
  return (
    <>
      <p class="muted">
        {[
          name('intent', intent),
          say('exchange.identity', { value: visible(identity) }),
          ...(microversion === null ? [] : [say('exchange.microversion', { value: visible(microversion) })]),
          ...(exchange.attempt ? [attemptWord(exchange.attempt, language)] : []),
          visible(exchange.sentAt),
          `${Math.round(exchange.durationMs).toLocaleString('en')} ms`,
        ].join(' · ')}
      </p>
      <h5>{say('exchange.repeat')}</h5>
      <CopyLine line={curlLine(exchange, exchange.cut?.request !== undefined)} />
      {isSigned(request.headers) ? <p class="muted">{say('exchange.signed')}</p> : null}
      <div class="sides">
        <section>
          <h5>{say('exchange.request')}</h5>
          <p class="start-line">
            <code>
              {visible(request.method)} <Said text={request.url} />
            </code>
          </p>
          <Headers headers={request.headers} />
          <Body body={request.body} cut={exchange.cut?.request} />
        </section>
        <section>
          <h5>{say('exchange.response')}</h5>
          {response ? (
            <Response response={response} pointer={finding?.pointer} cut={exchange.cut?.response} />
          ) : (
            <p>
              {say('exchange.failure')}: {name('failure', failure?.kind ?? 'other')}.{' '}
              <Said text={failure?.message ?? ''} />
            </p>
          )}
        </section>
      </div>
    </>
  );
}

function Response(props: { response: RecordedResponse; pointer: string | undefined; cut: number | undefined }) {
  const { response, pointer, cut } = props;
  const { say } = useView();
  const header = pointer?.startsWith('/headers/') ? pointer.slice('/headers/'.length).toLowerCase() : undefined;
  const inBody = header === undefined && pointer !== '/status' ? pointer : undefined;
  return (
    <>
      <p class="start-line">
        <code class={pointer === '/status' ? 'marked' : ''}>HTTP {response.status}</code>
      </p>
      <Headers headers={response.headers} marked={header} />
      {response.unparsable ? <p class="muted">{say('exchange.unparsable')}</p> : null}
      <Body body={response.body} cut={cut} pointer={inBody} />
      {response.truncated ? <p class="muted">{say('exchange.truncated')}</p> : null}
    </>
  );
}

function Headers({ headers, marked }: { headers: Record<string, string>; marked?: string | undefined }) {
  const { say } = useView();
  const entries = Object.entries(headers);
  const absent = marked !== undefined && !entries.some(([name]) => name.toLowerCase() === marked);
  if (entries.length === 0 && !absent) return null;
  return (
    <details class="headers" open={marked !== undefined || entries.length <= 6}>
      <summary>{say('exchange.headers', { count: entries.length })}</summary>
      <dl>
        {entries.map(([name, value]) => (
          <div key={name} class={name.toLowerCase() === marked ? 'marked' : ''}>
            <dt>{visible(name)}</dt>
            <dd>
              <Said text={value} />
            </dd>
          </div>
        ))}
      </dl>
      {absent ? <p class="marked">{say('exchange.missing', { name: marked })}</p> : null}
    </details>
  );
}

function Body(props: { body: unknown; cut: number | undefined; pointer?: string | undefined }) {
  const { body, cut, pointer } = props;
  const { say } = useView();
  if (body === undefined) return <p class="muted">{say('exchange.body.none')}</p>;
  return (
    <>
      {typeof body === 'string' ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        <pre class="json plain" tabIndex={0}>
          {visible(body, '\n\t')}
        </pre>
      ) : (
        <Json value={body} pointer={pointer} />
      )}
      {cut === undefined ? null : <p class="muted">{say('exchange.cut', { count: cut })}</p>}
    </>
  );
}

function isSigned(headers: Record<string, string>): boolean {
  return Object.keys(headers).some((name) => name.toLowerCase() === 'authorization');
}

/** What follows host and port in a URL; the whole of it where it is not one. */
function pathOf(url: string): string {
  return url.replace(/^https?:\/\/[^/]*(?=\/)/i, '');
}
