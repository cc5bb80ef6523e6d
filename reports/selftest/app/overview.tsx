import type { Tally } from '../../../specs/selftest/result.ts';
import { visible } from '../../visible.ts';
import { percent } from '../text.ts';
import { Behaviour } from './controls.tsx';
import { result, toneOf, useWords } from './page.ts';

/** How many were caught, by profile and by rule; where no mutants were tried, the wrong clouds alone. */
export function Overview() {
  return result.total.mutants > 0 || result.behaviour.length === 0 ? <Mutants /> : <Clouds />;
}

function Clouds() {
  const { tell } = useWords();
  const { behaviour, ok } = result;
  return (
    <>
      <section class={`result ${ok ? 'conformant' : 'not-conformant'}`} aria-labelledby="title">
        <div>
          <h1 id="title">{percent(caughtClouds(), behaviour.length)}</h1>
          <p class="target">{tell('clouds', { caught: caughtClouds(), clouds: behaviour.length })}</p>
          <p>{tell('clouds.how')}</p>
        </div>
      </section>
      <Behaviour />
    </>
  );
}

function caughtClouds(): number {
  return result.behaviour.filter(({ killed }) => killed).length;
}

function Mutants() {
  const { tell } = useWords();
  const accusations = result.controls.flatMap(({ accused }) => accused).length;
  const { killed, mutants } = result.total;
  const { seconds, cpuSeconds, workers, seed, stale, behaviour } = result;
  return (
    <>
      <section class={`result ${result.ok ? 'conformant' : 'not-conformant'}`} aria-labelledby="title">
        <div>
          <h1 id="title">{percent(killed, mutants)}</h1>
          <p class="target">{tell('lead', { killed, mutants })}</p>
          <p class="target">{accusations === 0 ? tell('innocent') : tell('accused', { count: accusations })}</p>
          {behaviour.length > 0 ? (
            <p class="target">{tell('clouds', { caught: caughtClouds(), clouds: behaviour.length })}</p>
          ) : null}
          <p class="muted">{tell('seconds', { seconds, cpu: cpuSeconds, workers, seed: String(seed) })}</p>
          {stale.length > 0 ? <p>{tell('stale', { list: visible(stale.join('; ')) })}</p> : null}
          <p>{tell('how')}</p>
        </div>
        <Profiles />
      </section>
      <Rules />
    </>
  );
}

function Profiles() {
  const { tell } = useWords();
  return (
    <table class="tallies">
      <Head first={tell('profile')} />
      <tbody>
        {result.profiles.map((profile) => (
          <tr key={profile.profile}>
            <th scope="row">{visible(profile.profile)}</th>
            <Numbers tally={profile} />
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Rules() {
  const { tell, text, link } = useWords();
  return (
    <section aria-labelledby="rules-title">
      <h2 id="rules-title">{tell('rules.title')}</h2>
      <table class="tallies">
        <Head first={tell('rule')}>
          <th scope="col">{tell('alarms')}</th>
        </Head>
        <tbody>
          {result.rules
            .filter(({ mutants, passing }) => mutants > 0 || passing > 0)
            .map((rule) => (
              <tr key={rule.id}>
                <th scope="row">
                  <a href={link({ view: 'survivors', query: rule.id, page: 1 })}>{visible(rule.id)}</a>{' '}
                  <span class="muted">{visible(text(rule.title))}</span>
                </th>
                {rule.mutants > 0 ? <Numbers tally={rule} /> : <td colSpan={6}>{tell('rules.none')}</td>}
                <td class={rule.falseAlarms > 0 ? 'bad' : ''}>
                  {rule.falseAlarms} / {rule.controls}
                </td>
              </tr>
            ))}
        </tbody>
      </table>
    </section>
  );
}

function Head({ first, children }: { first: string; children?: preact.ComponentChildren }) {
  const { tell } = useWords();
  return (
    <thead>
      <tr>
        <th scope="col">{first}</th>
        <th scope="col">{tell('mutants')}</th>
        <th scope="col">{tell('killed')}</th>
        <th scope="col">{tell('rate')}</th>
        <th scope="col">{tell('explained')}</th>
        <th scope="col">{tell('otherwise')}</th>
        <th scope="col">{tell('survived')}</th>
        {children}
      </tr>
    </thead>
  );
}

function Numbers({ tally }: { tally: Tally }) {
  const { mutants, killed, explained, otherwise, survived } = tally;
  return (
    <>
      <td>{mutants}</td>
      <td>{killed}</td>
      <td>
        <span class={`badge ${toneOf(tally)}`}>{percent(killed, mutants)}</span>
      </td>
      <td>{explained}</td>
      <td class={otherwise > 0 ? 'bad' : ''}>{otherwise}</td>
      <td class={survived > 0 ? 'bad' : ''}>{survived}</td>
    </>
  );
}
