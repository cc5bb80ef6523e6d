import { writeFileSync } from 'node:fs';
import { loadContract, profileIds } from '../specs/contract/load.ts';
import { planChecks } from '../specs/judge/judge.ts';
import { knownChecksFile, knownChecksText, readKnownChecks, withNewChecks } from '../specs/levels/known-checks.ts';
import { levelLists } from '../specs/levels/load.ts';
import { readPublished } from '../specs/levels/published.ts';
import { RULES } from '../specs/rules/index.ts';
import { explain } from './exit.ts';

// `npm run checks`: writes down the ids of checks that are new. None is ever taken out.
try {
  for (const profile of profileIds()) {
    const known = readKnownChecks(profile);
    const ids = planChecks(loadContract(profile), RULES).map(({ id }) => id);
    const more = withNewChecks(known, ids, dayFor(profile));
    const text = knownChecksText(more);
    writeFileSync(knownChecksFile(profile), text);
    process.stdout.write(
      `${profile}: ${ids.length} checks, ${more === known ? 'none new' : `new ones under ${dayFor(profile)}`}\n`,
    );
  }
} catch (error) {
  process.exitCode = explain(error);
}

/** Today; where a list that is published reaches up to today, the day after it. */
function dayFor(profile: string): string {
  const today = new Date().toISOString().slice(0, 10);
  const published = readPublished();
  const newest = levelLists(profile).findLast(({ id }) => id in published)?.date;
  if (!newest || newest < today) return today;
  const after = new Date(`${newest}T00:00:00Z`);
  after.setUTCDate(after.getUTCDate() + 1);
  return after.toISOString().slice(0, 10);
}
