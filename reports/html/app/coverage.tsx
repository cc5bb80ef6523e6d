import { STATE_ORDER } from '../../text.ts';
import { visible } from '../../visible.ts';
import { useView } from './context.ts';
import { page } from './data.ts';
import { own } from './own.ts';
import { State } from './parts.tsx';

/** What became of the rows of each document; each number leads to its rows. */
export function Coverage() {
  const { say, text, link } = useView();
  const { coverage, documents } = page.report;
  if (!coverage) return null;
  const rowsOf = (document: string, state?: string) =>
    link({ view: 'rows', query: `document:${document}${state ? ` state:${state}` : ''}`, page: 1 });
  return (
    <section class="coverage" aria-labelledby="coverage-title">
      <h2 id="coverage-title">{say('coverage.title')}</h2>
      <p class="muted">{say('coverage.help')}</p>
      <div class="coverage-frame">
        <table>
          <thead>
            <tr>
              <th scope="col">{say('coverage.document')}</th>
              <th scope="col">{say('coverage.rows')}</th>
              {STATE_ORDER.map((state) => (
                <th key={state} scope="col">
                  <State state={state} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {coverage.map((one) => (
              <tr key={one.id}>
                <th scope="row">{visible(text(own(documents, one.id)?.title) || one.id)}</th>
                <td>
                  <a href={rowsOf(one.id)}>{one.rows.toLocaleString('en')}</a>
                </td>
                {STATE_ORDER.map((state) => (
                  <td key={state}>
                    {one[state] > 0 ? <a href={rowsOf(one.id, state)}>{one[state].toLocaleString('en')}</a> : 0}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
