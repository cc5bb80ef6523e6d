import { writeFileSync } from 'node:fs';
import { digestOfList } from '../specs/levels/load.ts';
import { allLists, publishedFile, readPublished, refuseEditedLists } from '../specs/levels/published.ts';
import { explain } from './exit.ts';

// `npm run levels:publish`: writes the digest of each list of levels that has none yet. From then on the list stays as it is.
try {
  refuseEditedLists();
  const published = readPublished();
  const fresh = allLists().filter(({ id }) => !(id in published));
  for (const list of fresh) published[list.id] = digestOfList(list);
  const lines = Object.keys(published)
    .sort()
    .map((id) => `${id}: ${published[id]}`);
  const head =
    '# SHA-256 of each published list of levels. Written by `npm run levels:publish`; a published list never changes.\n';
  writeFileSync(publishedFile(), `${head}${lines.join('\n')}\n`);
  for (const { id } of fresh) process.stdout.write(`published ${id}\n`);
  if (fresh.length === 0) process.stdout.write('every list is published already\n');
} catch (error) {
  process.exitCode = explain(error);
}
