import type { Text } from '../../judge/types.ts';
import { withHeader } from '../change.ts';
import { commonRows, rowsOf, upstream } from '../rows.ts';
import type { Answered, Subject } from '../subject.ts';
import type { MutantKind } from '../types.ts';

export const requestIdDropped: MutantKind = {
  id: 'request-id-dropped',
  title: { en: 'The request id is missing', zh: '缺少请求 ID' },
  rule: 'request-id',

  *mutants(subject) {
    const { profile, contract } = { profile: subject.contract.profile, contract: subject.contract };
    for (const operation of subject.operations()) {
      const promise = profile.requestId[operation.service];
      if (!promise || promise.headers.length === 0) continue;
      const bound = subject.answered(operation).filter(({ response }) => !promise.except?.includes(response.status));
      for (const exchange of subject.few(bound)) {
        const bare = promise.headers.reduce((one, name) => withHeader(one, name, undefined), exchange);
        yield {
          id: `${operation.id}/${exchange.id}`,
          operation: operation.id,
          expect: {
            rows: [...promise.rows, ...commonRows(contract, 'response', 'x-openstack-request-id')],
            codes: ['request-id-missing'],
            pointers: promise.headers.map((name) => `/headers/${name}`),
          },
          change: { exchanges: [bare] },
        };
      }
    }
  },
};

const NOVA = 'x-openstack-nova-api-version';
const COMMON = 'openstack-api-version';

interface Version {
  id: string;
  title: Text;
  code: string;
  header: string;
  value: (old: string) => string | undefined;
}

/** Kinds of mutants in which an answer does not say rightly what microversion it is of. */
export const versionHeaders: MutantKind[] = (
  [
    {
      id: 'version-dropped',
      title: { en: "Nova's version header is missing", zh: '缺少 Nova 微版本响应头' },
      code: 'version-not-echoed',
      header: NOVA,
      value: () => undefined,
    },
    {
      id: 'version-wrong',
      title: { en: 'Another microversion is echoed', zh: '返回的微版本不同' },
      code: 'version-not-echoed',
      header: NOVA,
      value: () => '2.0',
    },
    {
      id: 'common-version-dropped',
      title: { en: 'The common version header is missing', zh: '缺少通用微版本响应头' },
      code: 'version-not-echoed',
      header: COMMON,
      value: () => undefined,
    },
    {
      id: 'vary-dropped',
      title: { en: 'The header Vary is missing', zh: '缺少 Vary 响应头' },
      code: 'version-not-in-vary',
      header: 'vary',
      value: () => undefined,
    },
    {
      id: 'vary-shorter',
      title: { en: 'Vary lacks one of the version headers', zh: 'Vary 缺少一个微版本头' },
      code: 'version-not-in-vary',
      header: 'vary',
      value: (old) =>
        old
          .split(/,\s*/)
          .filter((name) => name.toLowerCase() !== COMMON)
          .join(', '),
    },
  ] satisfies Version[]
).map(
  ({ id, title, code, header, value }): MutantKind => ({
    id,
    title,
    rule: 'microversion-echo',

    *mutants(subject) {
      for (const operation of subject.operations()) {
        const told = subject
          .accepted(operation)
          .filter((one) => one.response.headers[header] !== undefined && isVersioned(subject, one));
        for (const exchange of subject.few(told)) {
          yield {
            id: `${operation.id}/${exchange.id}`,
            operation: operation.id,
            expect: {
              rows: ['X-OpenStack-Nova-API-Version', 'OpenStack-API-Version'].map((name) =>
                upstream(operation.id, 'header', name),
              ),
              codes: [code],
              pointers: [`/headers/${header}`],
            },
            change: { exchanges: [withHeader(exchange, header, value(exchange.response.headers[header]!))] },
          };
        }
      }
    },
  }),
);

function isVersioned({ contract }: Subject, { operation }: Answered): boolean {
  const { min, max } = contract.profile.microversions;
  return contract.operations.get(operation)?.service === 'compute' && min !== max;
}

export const locationAstray: MutantKind = {
  id: 'location-astray',
  title: { en: 'The header Location leads elsewhere', zh: 'Location 头指向他处' },
  rule: 'links',

  *mutants(subject) {
    for (const { operation, exchange, rows } of located(subject)) {
      const [head] = exchange.response.headers.location!.split(/\/[^/]*$/);
      for (const value of [head!, `${head}/of-another`, 'nowhere']) {
        yield {
          id: `${operation}/${exchange.id}/${value.length}`,
          operation,
          expect: { rows, codes: ['link-astray'], pointers: ['/headers/location'] },
          change: { exchanges: [withHeader(exchange, 'location', value)] },
        };
      }
    }
  },
};

export const locationDropped: MutantKind = {
  id: 'location-dropped',
  title: { en: 'The header Location is missing', zh: '缺少 Location 头' },
  rule: 'links',

  *mutants(subject) {
    for (const { operation, exchange, rows } of located(subject)) {
      yield {
        id: `${operation}/${exchange.id}`,
        operation,
        expect: { rows, codes: ['location-missing'], pointers: ['/headers/location'] },
        change: { exchanges: [withHeader(exchange, 'location', undefined)] },
      };
    }
  },
};

/** Answers that have a documented header Location. */
function* located(subject: Subject): Iterable<{ operation: string; exchange: Answered; rows: string[] }> {
  const { contract } = subject;
  for (const operation of subject.operations()) {
    const isTold = [...contract.consistency.values()].some(({ location }) => location?.[operation.id]);
    const rows = rowsOf(contract, operation, 'header', 'Location');
    if (!isTold || rows.length === 0) continue;
    const having = subject.accepted(operation).filter(({ response }) => response.headers.location !== undefined);
    for (const exchange of subject.few(having)) yield { operation: operation.id, exchange, rows };
  }
}
