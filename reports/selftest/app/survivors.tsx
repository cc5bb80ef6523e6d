import type { Survivor } from '../../../specs/selftest/result.ts';
import { Pager } from '../../html/app/parts.tsx';
import { visible } from '../../visible.ts';
import { result, useWords } from './page.ts';

/** Survivors on one page of the list. */
const PER_PAGE = 50;

/** The mutants that were not caught for the right reason, those without an explanation first. */
export function Survivors() {
  const { tell, state, link } = useWords();
  const fits = ({ kind, rule }: Survivor): boolean => state.query === '' || [kind, rule].includes(state.query);
  const survivors = result.survivors.filter(fits);
  const pages = Math.max(1, Math.ceil(survivors.length / PER_PAGE));
  const at = Math.min(state.page, pages);
  return (
    <section aria-labelledby="survivors-title">
      <h2 id="survivors-title">{tell('survivors.title')}</h2>
      {state.query ? (
        <p>
          {tell('survivors.filtered', { kind: visible(state.query) })}{' '}
          <a href={link({ query: '', page: 1 })}>{tell('survivors.all')}</a>
        </p>
      ) : null}
      {survivors.length === 0 ? <p>{tell('survivors.none')}</p> : null}
      <ul class="survivors">
        {survivors.slice((at - 1) * PER_PAGE, at * PER_PAGE).map((survivor) => (
          <Entry key={`${survivor.profile} ${survivor.kind} ${survivor.id}`} survivor={survivor} />
        ))}
      </ul>
      <Pager page={at} pages={pages} />
    </section>
  );
}

function Entry({ survivor }: { survivor: Survivor }) {
  const { tell, text } = useWords();
  const { profile, kind, id, fate, rows, clause, codes, pointers, found, reason } = survivor;
  const word = reason ? tell('explained') : tell(fate);
  return (
    <li>
      <p>
        <span class={`badge ${reason ? 'inconclusive' : 'fail'}`}>{word}</span> <b>{visible(kind)}</b>{' '}
        <span class="muted">{visible(profile)}</span> <code>{visible(id)}</code>
      </p>
      <dl>
        <dt>{tell('survivor.row')}</dt>
        <dd>
          <code>{visible(rows[0] ?? '')}</code> {clause ? visible(text(clause)) : ''}
        </dd>
        <dt>{tell('survivor.expected')}</dt>
        <dd>
          <code>{visible(`${codes.join(' | ')} ${pointers?.join(' | ') ?? ''}`)}</code>
        </dd>
        {found.length > 0 ? (
          <>
            <dt>{tell('survivor.found')}</dt>
            <dd>
              {found.map((one) => (
                <div key={one}>
                  <code>{visible(one)}</code>
                </div>
              ))}
            </dd>
          </>
        ) : null}
        {reason ? (
          <>
            <dt>{tell('survivor.reason')}</dt>
            <dd>{visible(text(reason))}</dd>
          </>
        ) : null}
      </dl>
    </li>
  );
}
