import { groupBy } from '../compare.ts';
import { atOperation } from '../places.ts';
import type { DocumentRule } from '../rule.ts';

/** Some paths of a document begin with a version and others do not. */
export const pathPrefix: DocumentRule = {
  id: 'path-prefix',
  title: { en: 'Beginnings of paths', zh: '路径前缀' },

  find({ operations }) {
    const withPath = operations.filter(({ path }) => path !== undefined);
    const groups = groupBy(withPath, ({ path }) => prefixOf(path!));
    if (groups.size < 2) return [];
    return [
      {
        subject: '*/path',
        places: [...groups].map(([prefix, group]) =>
          atOperation(group[0]!, 'path', `${prefix} in ${group.length} ${group.length === 1 ? 'path' : 'paths'}`),
        ),
        rows: [],
      },
    ];
  },
};

function prefixOf(path: string): string {
  const version = /^\/(v[\d.]+)(\/\{project[-_]id\})?/.exec(path);
  return version ? version[0].replace('project-id', 'project_id') : 'no version';
}
