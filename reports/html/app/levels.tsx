import { missingFor, reachedTitle, titleOfLevel } from '../../level-parts.ts';
import type { ReportLevels } from '../../model.ts';
import { SIGNS } from '../../text.ts';
import { visible } from '../../visible.ts';
import { useView } from './context.ts';
import { findCheck, page } from './data.ts';
import { Said } from './parts.tsx';

/** Missing checks that are listed; the others are counted. */
const MISSING_SHOWN = 50;

type Capability = ReportLevels['capabilities'][number];

/** The levels of certification: which was reached, what each capability comes to, and what is missing for the next level. */
export function Levels() {
  const { say, text, language } = useView();
  const { levels, run } = page.report;
  if (!levels) return null;
  return (
    <section class="levels" aria-labelledby="levels-title">
      <h2 id="levels-title">{say('levels.title')}</h2>
      <p>
        {say('levels.reached')}: <b>{reachedTitle(levels, language)}</b>{' '}
        <span class="muted">{say('levels.list', { title: text(levels.title), list: levels.list })}</span>
      </p>
      {run.complete ? null : <p>{say('levels.incomplete')}</p>}
      <ol class="ladder">
        {levels.levels.map(({ id, title, isReached }) => (
          <li key={id} class={isReached ? 'reached' : 'missed'}>
            <h3>
              <span aria-hidden="true">{isReached ? SIGNS.pass : SIGNS.fail}</span> {text(title)}
              <span class="unseen"> ({say(isReached ? 'levels.is.reached' : 'levels.is.missed')})</span>
            </h3>
            <ul>
              {levels.capabilities
                .filter(({ level }) => level === id)
                .map((capability) => (
                  <CapabilityLine key={capability.id} capability={capability} />
                ))}
            </ul>
          </li>
        ))}
      </ol>
      {levels.next ? <Missing levels={levels} next={levels.next} /> : null}
    </section>
  );
}

function CapabilityLine({ capability }: { capability: Capability }) {
  const { say, text } = useView();
  const { title, isMet, required, passed, waived, missing, advisoryFailed } = capability;
  const notes = [
    [waived, say('levels.waived')],
    [missing.length, say('levels.missing')],
    [advisoryFailed, say('levels.advisory')],
  ].flatMap(([count, word]) => (count ? [`${word} ${count}`] : []));
  return (
    <li class={isMet ? 'met' : 'unmet'}>
      <span>
        <span aria-hidden="true">{isMet ? SIGNS.pass : SIGNS.fail}</span> {text(title)}
      </span>{' '}
      <span class="muted">{[`${passed}\u00a0/\u00a0${required}`, ...notes].join(' · ')}</span>
    </li>
  );
}

function Missing({ levels, next }: { levels: ReportLevels; next: string }) {
  const { say, text, name, link } = useView();
  const missing = missingFor(levels, next);
  if (missing.length === 0) return null;
  const count = say('levels.next.count', { level: text(titleOfLevel(levels, next)), count: missing.length });
  return (
    <details open={missing.length <= 10}>
      <summary>
        {say('levels.next')}: {count}
      </summary>
      <ul class="missing">
        {missing.slice(0, MISSING_SHOWN).map(({ check, verdict, mend }) => (
          <li key={check}>
            <span class="muted">{name('verdict', verdict)}</span>{' '}
            {findCheck(check) ? (
              <a href={link({ view: 'checks', query: '', check, page: 1 })}>{visible(check)}</a>
            ) : (
              <code>{visible(check)}</code>
            )}
            <br />
            <Said text={text(mend)} />
          </li>
        ))}
      </ul>
      {missing.length > MISSING_SHOWN ? <p>{say('levels.more', { count: missing.length - MISSING_SHOWN })}</p> : null}
    </details>
  );
}
