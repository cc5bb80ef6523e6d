import type { Check } from '../specs/judge/types.ts';
import { fill, type Language, nameOf } from './text.ts';

const FLAKY = { en: 'flaky', zh: '不稳定' };
const ATTEMPTS = { en: 'Attempts: {verdicts}.', zh: '各次结果：{verdicts}。' };
const ATTEMPT = { en: 'attempt {attempt}', zh: '第 {attempt} 次' };
const WHY = {
  en: 'It failed in one attempt and passed in another, and counts as a failure.',
  zh: '一次失败而另一次通过，按失败计。',
};

/** The word for a failure that did not happen again. */
export function flakyWord(language: Language): string {
  return FLAKY[language];
}

/** Which time round an exchange belongs to. */
export function attemptWord(attempt: number, language: Language): string {
  return fill(language, ATTEMPT[language], { attempt });
}

/** What each attempt at a check came to, in a sentence or two. */
export function attemptsText({ attempts = [], flaky }: Pick<Check, 'attempts' | 'flaky'>, language: Language): string {
  const verdicts = attempts.map((verdict) => nameOf(language, 'verdict', verdict)).join(', ');
  return [fill(language, ATTEMPTS[language], { verdicts }), ...(flaky ? [WHY[language]] : [])].join(' ');
}
