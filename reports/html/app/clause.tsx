import type { Text } from '../../../specs/judge/types.ts';
import type { ReportRow } from '../../model.ts';
import { visible } from '../../visible.ts';
import { useView } from './context.ts';
import { own } from './own.ts';

interface ClauseProps {
  id: string;
  row: ReportRow | undefined;
  documents: Record<string, { title: Text; edition?: string }> | undefined;
  href: string;
}

/** What a documented row says, and where; in the other language too. `href`: where its id leads. */
export function Clause({ id, row, documents, href }: ClauseProps) {
  const { say, name, text, language } = useView();
  const document = own(documents, row?.document ?? '');
  const other = language === 'en' ? 'zh' : 'en';
  return (
    <article class="clause">
      {row ? (
        <>
          <p class="source">
            <b>{visible(text(document?.title) || row.document)}</b>
            {document?.edition ? `, ${visible(document.edition)}` : ''} · {visible(row.where)} ·{' '}
            {name('place', row.place)} <code>{visible(row.name)}</code>
          </p>
          <p class="words">{visible(text(row.clause))}</p>
          <p class="muted" lang={other === 'zh' ? 'zh-CN' : 'en'}>
            {visible(row.clause[other])}
          </p>
          <Ruling erratum={row.erratum} />
        </>
      ) : (
        <p class="muted">{say('evidence.clause.upstream', { document: visible(id.split('#')[0] ?? id) })}</p>
      )}
      <p class="row-id">
        <a href={href}>
          <code>{visible(id)}</code>
        </a>
      </p>
    </article>
  );
}

/** What was ruled on a row, where anything was. */
export function Ruling({ erratum }: { erratum: ReportRow['erratum'] | undefined }) {
  const { say, text } = useView();
  if (!erratum) return null;
  return (
    <p class="erratum">
      <b>
        {say('evidence.erratum')} {visible(erratum.id)}
      </b>{' '}
      {visible(text(erratum.ruling))}
    </p>
  );
}
