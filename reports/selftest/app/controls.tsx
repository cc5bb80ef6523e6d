import { visible } from '../../visible.ts';
import { result, useWords } from './page.ts';

/** What was varied harmlessly, and the wrong clouds that were exercised. */
export function Controls() {
  const { tell, text } = useWords();
  return (
    <>
      <section aria-labelledby="controls-title">
        <h2 id="controls-title">{tell('controls.title')}</h2>
        <table class="tallies">
          <thead>
            <tr>
              <th scope="col">{tell('control')}</th>
              <th scope="col">{tell('variations')}</th>
              <th scope="col">{tell('checks')}</th>
              <th scope="col">{tell('accused.column')}</th>
            </tr>
          </thead>
          <tbody>
            {result.controls.map(({ id, title, variations, checks, accused }) => (
              <tr key={id}>
                <th scope="row">
                  {visible(text(title))} <span class="muted">{visible(id)}</span>
                </th>
                <td>{variations}</td>
                <td>{checks}</td>
                <td class={accused.length > 0 ? 'bad' : ''}>
                  {accused.length}
                  {accused.slice(0, 10).map((one) => (
                    <div key={`${one.profile} ${one.variation} ${one.check}`}>
                      <code>{visible(`${one.profile} ${one.variation}: ${one.check}: ${one.code}`)}</code>
                    </div>
                  ))}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {result.behaviour.length > 0 ? <Behaviour /> : null}
    </>
  );
}

/** The wrong clouds, those first that were not caught. */
export function Behaviour() {
  const { tell } = useWords();
  const clouds = [...result.behaviour].sort((one, other) => Number(one.killed) - Number(other.killed));
  return (
    <section aria-labelledby="behaviour-title">
      <h2 id="behaviour-title">{tell('behaviour.title')}</h2>
      <table class="tallies">
        <thead>
          <tr>
            <th scope="col">{tell('deviation')}</th>
            <th scope="col">{tell('profile')}</th>
            <th scope="col">{tell('expected')}</th>
            <th scope="col">{tell('result')}</th>
            <th scope="col">{tell('beside')}</th>
          </tr>
        </thead>
        <tbody>
          {clouds.map(({ deviation, title, profile, expected, code, killed, beside }) => (
            <tr key={`${profile} ${deviation}`}>
              <th scope="row">
                {visible(deviation)} <span class="muted">{visible(title)}</span>
              </th>
              <td>{visible(profile)}</td>
              <td>
                <code>{visible(expected.join(' '))}</code> {visible(code)}
              </td>
              <td>
                <span class={`badge ${killed ? 'pass' : 'fail'}`}>
                  {killed ? tell('result.killed') : tell('result.survived')}
                </span>
              </td>
              <td title={visible(beside.slice(0, 20).join('\n'))}>{beside.length}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
