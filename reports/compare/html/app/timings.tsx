import { visible } from '../../../visible.ts';
import { compared, comparison, useWords } from './page.ts';
import { SideName } from './parts.tsx';

/** How long each side took, the largest ratio first. */
export function Timings() {
  const { tell } = useWords();
  const timings = comparison.timings.toSorted(
    (one, other) => Number(other.differs) - Number(one.differs) || other.ratio - one.ratio,
  );
  const { ratio, milliseconds } = comparison.noise;
  return (
    <>
      <h1 class="view-title">{tell('nav.timings')}</h1>
      <p class="muted">{tell('timings.help', { ratio, ms: milliseconds })}</p>
      <div class="matrix-frame">
        <table class="row-list timings">
          <thead>
            <tr>
              <th scope="col">{tell('timings.what')}</th>
              {compared.map(({ id }) => (
                <th key={id} scope="col">
                  <SideName id={id} />
                </th>
              ))}
              <th scope="col">{tell('timings.ratio')}</th>
            </tr>
          </thead>
          <tbody>
            {timings.map(({ operation, what, to = '', sides, ratio: times, differs }) => (
              <tr key={`${operation} ${what} ${to}`} class={differs ? '' : 'noise'}>
                <td>
                  {visible(operation)}{' '}
                  <span class="muted">
                    {what === 'answer' ? tell('timings.answer') : tell('timings.state', { to: visible(to) })}
                  </span>
                </td>
                {compared.map(({ id }) => {
                  const found = sides.find(({ side }) => side === id);
                  return (
                    <td key={id}>
                      {found ? (
                        <>
                          {found.medianMs.toLocaleString('en')} <span class="muted">({found.samples})</span>
                        </>
                      ) : (
                        '–'
                      )}
                    </td>
                  );
                })}
                <td>{differs ? <b>{times}</b> : <span class="muted">{times}</span>}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
