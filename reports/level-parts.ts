import type { Text } from '../specs/judge/types.ts';
import type { Report, ReportLevels } from './model.ts';
import type { Language } from './text.ts';
import { say } from './text.ts';

/** What a level asks for: its own capabilities and those of the levels before it. */
export function capabilitiesOf(levels: ReportLevels, level: string): ReportLevels['capabilities'] {
  const rank = levels.levels.findIndex(({ id }) => id === level);
  const below = new Set(levels.levels.slice(0, rank + 1).map(({ id }) => id));
  return levels.capabilities.filter((capability) => below.has(capability.level));
}

/** What is missing for a level, and for those before it. */
export function missingFor(levels: ReportLevels, level: string): ReportLevels['capabilities'][number]['missing'] {
  return capabilitiesOf(levels, level).flatMap(({ missing }) => missing);
}

/** The title of a level. */
export function titleOfLevel(levels: ReportLevels, level: string): Text {
  return levels.levels.find(({ id }) => id === level)?.title ?? { en: level, zh: level };
}

/** What was reached, in words: the title of the level, or that there is none. */
export function reachedTitle(levels: ReportLevels, language: Language): string {
  return levels.reached ? titleOfLevel(levels, levels.reached)[language] : say(language, 'levels.none');
}

/** What a program wants to know of the levels at once; nothing where the report has none. */
export function levelFacts({ levels }: Report): {
  level?: Pick<ReportLevels, 'list' | 'reached' | 'next' | 'claimed'>;
} {
  if (!levels) return {};
  const { list, reached, next, claimed } = levels;
  return { level: { list, reached, next, ...(claimed ? { claimed } : {}) } };
}
