import { useRef, useState } from 'preact/hooks';
import type { Check, VerdictName } from '../../../specs/judge/types.ts';
import { flakyWord } from '../../attempts.ts';
import type { RowState } from '../../model.ts';
import { SIGNS } from '../../text.ts';
import { visible } from '../../visible.ts';
import { useView } from './context.ts';

/** CSS class of a verdict; a failure that breaks no must, or that is waived, is shown more quietly. */
export function tone(check: Pick<Check, 'verdict' | 'level' | 'waiver'>): string {
  if (check.verdict !== 'fail') return check.verdict;
  if (check.waiver) return 'waived';
  return check.level === 'must' ? 'fail' : 'advisory';
}

/** A verdict as sign and word. */
export function Badge(props: { check: Pick<Check, 'verdict' | 'level' | 'waiver' | 'flaky'>; short?: boolean }) {
  const { check, short } = props;
  const { name, say, language } = useView();
  const plain = check.waiver ? say('legend.waived') : name('verdict', check.verdict);
  const word = check.flaky ? `${plain}, ${flakyWord(language)}` : plain;
  return (
    <span class={`badge ${tone(check)}`}>
      <span aria-hidden="true">{SIGNS[check.verdict]}</span>
      <span class={short ? 'unseen' : ''}>{` ${word}`}</span>
    </span>
  );
}

export function Sign({ verdict }: { verdict: VerdictName }) {
  return (
    <span class={`badge ${verdict}`} aria-hidden="true">
      {SIGNS[verdict]}
    </span>
  );
}

/** What became of a documented row. */
export function State({ state }: { state: RowState }) {
  const { name } = useView();
  return <span class={`state ${state}`}>{name('state', state)}</span>;
}

/** Text of a target: unseen characters are shown as escapes, and its direction stays inside it. */
export function Said({ text }: { text: string }) {
  return <bdi>{visible(text)}</bdi>;
}

/** Links to the pages of a list. */
export function Pager({ page, pages }: { page: number; pages: number }) {
  const { say, link } = useView();
  if (pages < 2) return null;
  return (
    <nav class="pager" aria-label={say('page.nav')}>
      {page > 1 ? (
        <a href={link({ page: page - 1 })} rel="prev">
          ‹ {say('page.previous')}
        </a>
      ) : null}
      <span>{say('page.position', { page, pages })}</span>
      {page < pages ? (
        <a href={link({ page: page + 1 })} rel="next">
          {say('page.next')} ›
        </a>
      ) : null}
    </nav>
  );
}

/** A command line with a button that copies it; where the browser refuses, the line is marked for copying by hand. */
export function CopyLine({ line }: { line: string }) {
  const { say } = useView();
  const code = useRef<HTMLElement>(null);
  const [done, setDone] = useState<'' | 'copied' | 'marked'>('');
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(line);
      setDone('copied');
    } catch {
      if (code.current) getSelection()?.selectAllChildren(code.current);
      setDone('marked');
    }
  };
  return (
    <div class="command">
      <pre>
        <code ref={code}>{line}</code>
      </pre>
      <button type="button" onClick={copy}>
        {say('exchange.copy')}
      </button>
      <span class="muted" role="status">
        {done === 'copied' ? say('exchange.copied') : done === 'marked' ? say('exchange.copy.failed') : ''}
      </span>
    </div>
  );
}
