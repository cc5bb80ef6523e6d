import type { Check, Finding, Level } from '../../specs/judge/types.ts';
import type { Exchange, Recording } from '../../specs/recording/types.ts';
import type { Report, ReportRow, Summary } from '../model.ts';
import {
  BLOCKED,
  DOCUMENT,
  ERRATUM,
  HEADER_FINDING,
  HOSTILE,
  MISSING_FINDING,
  NOT_ALLOWED,
  OPERATIONS,
  RULE_THREW,
  RULES,
  STATUS_FINDING,
  TYPE_FINDING,
  WAIVER,
} from './sample-data.ts';

export { HOSTILE } from './sample-data.ts';

/** A report and the recording that it rests on. */
export interface Sample {
  report: Report;
  recording: Recording;
}

/**
 * A small run as it might well have gone: most checks pass, pausing answers 200 in place of 202, a field is absent, one has
 * another type, a migration could not be tried, aggregates were not allowed, and one failure is waived.
 */
export function sample(): Sample {
  const exchanges = Object.keys(OPERATIONS).map((operation, index) => exchangeOf(operation, `x${index + 1}`));
  const idOf = (operation: string) => exchanges.find((exchange) => exchange.operation === operation)?.id ?? '';
  const checks = Object.keys(OPERATIONS).flatMap((operation) =>
    Object.keys(RULES).flatMap((rule) => plainChecks(operation, rule, idOf(operation))),
  );
  const edit = (id: string, change: Partial<Check>) => {
    const check = checks.find((each) => each.id === id);
    if (!check) throw new Error(`no check ${id} in the sample`);
    Object.assign(check, change);
  };
  for (const check of checks) {
    if (check.operation === 'aggregate.add-host') Object.assign(check, NOT_ALLOWED);
    if (check.operation === 'server.migrate') Object.assign(check, BLOCKED);
  }
  edit('server.pause/success-status', failed(STATUS_FINDING));
  edit('server.show/response-field-present/server.OS-EXT-STS:vm_state', failed(MISSING_FINDING));
  edit('server.show/response-field-type/server.OS-EXT-STS:power_state', failed(TYPE_FINDING, 'should'));
  edit('server.list/content-type', failed(HEADER_FINDING, 'may'));
  edit('keypair.import/success-status', { ...failed(STATUS_FINDING), waiver: WAIVER });
  edit('flavor.list-details/error-body', { verdict: 'error', reason: 'rule-threw', detail: RULE_THREW });
  return assemble(checks, exchanges);
}

/** A run of a given size, for measuring. */
export function largeSample(count: number): Sample {
  const operations = Object.keys(OPERATIONS);
  const rules = Object.keys(RULES);
  const exchanges = Array.from({ length: count }, (_, index) =>
    exchangeOf(operations[index % operations.length] ?? '', `x${index + 1}`),
  );
  const checks = Array.from({ length: count }, (_, index): Check => {
    const operation = operations[index % operations.length] ?? '';
    const rule = rules[Math.floor(index / operations.length) % rules.length] ?? '';
    const name = `server.member_${index}`;
    const base = checkOf(operation, rule, name, `x${index + 1}`);
    return index % 10 === 0 ? { ...base, ...failed({ ...MISSING_FINDING, pointer: `/${name}` }) } : base;
  });
  return assemble(checks, exchanges);
}

/** The small run on a target that puts hostile text wherever a target has a say. */
export function hostileSample(): Sample {
  const { report, recording } = sample();
  recording.header.target.name = report.target.name = HOSTILE;
  recording.header.target.endpoints = { compute: `javascript:alert(4)//${HOSTILE}`, [HOSTILE]: HOSTILE };
  if (recording.footer) recording.footer.leftovers = [{ kind: 'server', id: HOSTILE, name: HOSTILE }];
  for (const exchange of recording.exchanges) {
    exchange.request.url = `javascript:alert(5)//${HOSTILE}`;
    const body = JSON.parse(`{"__proto__": {"polluted": true}, "constructor": 1}`) as Record<string, unknown>;
    body[HOSTILE] = [HOSTILE];
    exchange.response = { status: 200, headers: { [HOSTILE]: HOSTILE, link: '</x>; rel=preload' }, body };
  }
  for (const check of report.checks) {
    if (!check.finding) continue;
    check.finding = {
      ...check.finding,
      pointer: `/${HOSTILE}/0`,
      actual: HOSTILE,
      message: { en: `found ${HOSTILE}`, zh: `发现 ${HOSTILE}` },
    };
  }
  return { report, recording };
}

function failed(finding: Finding, level: Level = 'must'): Partial<Check> {
  return { verdict: 'fail', level, finding };
}

function plainChecks(operation: string, rule: string, exchange: string): Check[] {
  if (!rule.startsWith('response-field')) {
    if (rule === 'resulting-state' && OPERATIONS[operation]?.[0] === 'GET') return [];
    return [checkOf(operation, rule, null, exchange)];
  }
  if (OPERATIONS[operation]?.[0] !== 'GET') return [];
  const fields = [
    'server.id',
    'server.name',
    'server.status',
    'server.OS-EXT-STS:vm_state',
    'server.OS-EXT-STS:power_state',
  ];
  return fields.map((field) => checkOf(operation, rule, field, exchange));
}

function checkOf(operation: string, rule: string, detail: string | null, exchange: string): Check {
  const status = OPERATIONS[operation]?.[2];
  const row =
    detail === null ? `${DOCUMENT}#${operation}/status/${status}` : `${DOCUMENT}#${operation}/response/${detail}`;
  const id = detail === null ? `${operation}/${rule}` : `${operation}/${rule}/${detail}`;
  return { id, operation, rule, level: 'must', verdict: 'pass', rows: [row], exchanges: [exchange] };
}

function exchangeOf(operation: string, id: string): Exchange {
  const [method = 'GET', path = '/', status = 200] = OPERATIONS[operation] ?? [];
  const serverId = '5d1c47f0-9a55-4e0f-8f8a-3f2b1b6d9c11';
  const changed = operation === 'server.pause' || operation === 'keypair.import';
  const request: Exchange['request'] = {
    method,
    url: `https://cloud.example.com:8774/v2.1${path.replace(/\{\w+\}/, serverId)}`,
    headers: {
      'X-Auth-Token': '«redacted:token:text:183:9f2c»',
      'OpenStack-API-Version': 'compute 2.25',
      Accept: 'application/json',
    },
  };
  if (method === 'POST') {
    request.headers['Content-Type'] = 'application/json';
    request.body = { [operation.split('.')[1] ?? '']: operation === 'server.create' ? { name: "it's a test" } : null };
  }
  const response: NonNullable<Exchange['response']> = {
    status: changed ? 200 : status,
    headers: {
      'content-type': operation === 'server.list' ? 'text/html' : 'application/json',
      'openstack-api-version': 'compute 2.25',
      'x-openstack-request-id': `req-${id}`,
      vary: 'OpenStack-API-Version',
    },
  };
  if (method === 'GET') response.body = serverBody(serverId);
  return {
    type: 'exchange',
    id,
    operation,
    scenario: `${operation}/documented@2.25`,
    intent: 'case',
    microversion: '2.25',
    identity: 'member',
    parameters: { server_id: serverId },
    sentAt: '2026-03-01T10:00:12.345Z',
    durationMs: 84.2,
    request,
    response,
  };
}

function serverBody(id: string): unknown {
  return {
    server: {
      id,
      name: 'conform-7f3a-server-1',
      status: 'ACTIVE',
      'OS-EXT-STS:power_state': '1',
      'OS-EXT-STS:task_state': null,
      addresses: { private: [{ addr: '10.0.0.12', version: 4, 'OS-EXT-IPS-MAC:mac_addr': 'fa:16:3e:4a:11:02' }] },
      flavor: { vcpus: 1, ram: 512, disk: 1, ephemeral: 0, swap: 0, original_name: 'm1.tiny', extra_specs: {} },
      metadata: {},
      created: '2026-03-01T09:58:40Z',
      links: [{ rel: 'self', href: `https://cloud.example.com:8774/v2.1/servers/${id}` }],
    },
  };
}

function assemble(checks: Check[], exchanges: Exchange[]): Sample {
  const report: Report = {
    formatVersion: 1,
    suite: { name: 'compute-conformance', version: '0.1.0' },
    target: { name: 'Staging region 2', profile: 'easystack', microversions: { min: '2.1', max: '2.93' } },
    run: {
      id: '20260301T100000Z-7f3a',
      startedAt: '2026-03-01T10:00:00.000Z',
      finishedAt: '2026-03-01T10:07:41.000Z',
      complete: true,
    },
    contract: { profile: 'easystack', digest: '7c9e6679f1d3b5a4c2e8f0d9b7a6958473625140f1e2d3c4b5a69788796a5b4c' },
    summary: summaryOf(checks),
    checks,
    rows: rowsOf(checks),
    operations: Object.fromEntries(
      Object.entries(OPERATIONS).map(([id, [method, path, , en, zh]]) => [
        id,
        { title: { en, zh }, method, path, service: 'compute' },
      ]),
    ),
    rules: Object.fromEntries(Object.entries(RULES).map(([id, [en, zh]]) => [id, { title: { en, zh } }])),
    documents: {
      [DOCUMENT]: { title: { en: 'EasyStack compute API', zh: 'EasyStack 计算服务 API 参考' }, edition: 'v6.1.2' },
    },
  };
  return { report, recording: recordingOf(report, exchanges) };
}

function recordingOf(report: Report, exchanges: Exchange[]): Recording {
  return {
    header: {
      type: 'header',
      formatVersion: 1,
      suite: report.suite,
      run: { id: report.run.id, startedAt: report.run.startedAt },
      target: {
        ...report.target,
        allow: { create: true, admin: false, destructive: false, billing: false },
        endpoints: {
          compute: 'https://cloud.example.com:8774/v2.1',
          image: 'https://cloud.example.com:9292',
          identity: 'https://cloud.example.com:5000/v3',
        },
        limits: { timeoutSeconds: 300 },
        waivers: [{ check: 'keypair.import/*', ...WAIVER }],
      },
    },
    exchanges,
    footer: {
      type: 'footer',
      finishedAt: report.run.finishedAt ?? '',
      exchanges: exchanges.length,
      interrupted: false,
      scenarios: [],
      awaits: [],
      leftovers: [],
    },
  };
}

function rowsOf(checks: readonly Check[]): Record<string, ReportRow> {
  const rows: Record<string, ReportRow> = {};
  for (const check of checks) {
    for (const id of check.rows) {
      const [, operation = '', place = '', name = ''] = /#([^/]+)\/([^/]+)\/(.*)$/.exec(id) ?? [];
      const title = OPERATIONS[operation];
      rows[id] = {
        document: DOCUMENT,
        where: `1.3 ${title?.[4]}`,
        place,
        name,
        clause:
          place === 'status'
            ? { en: `A call that succeeds is answered with ${name}.`, zh: `调用成功时返回 ${name}。` }
            : {
                en: `${name} is part of the answer, with the type that the table gives.`,
                zh: `响应包含 ${name}，类型见表。`,
              },
        ...(place === 'status' && operation === 'server.pause' ? { erratum: ERRATUM } : {}),
      };
    }
  }
  return rows;
}

function summaryOf(checks: readonly Check[]): Summary {
  const count = (test: (check: Check) => boolean) => checks.filter(test).length;
  const open = (level: Level) => count((check) => check.verdict === 'fail' && !check.waiver && check.level === level);
  return {
    checks: checks.length,
    verdicts: {
      pass: count((check) => check.verdict === 'pass'),
      fail: count((check) => check.verdict === 'fail'),
      inconclusive: count((check) => check.verdict === 'inconclusive'),
      notApplicable: count((check) => check.verdict === 'not-applicable'),
      error: count((check) => check.verdict === 'error'),
    },
    failures: { must: open('must'), should: open('should'), may: open('may') },
    waived: count((check) => check.verdict === 'fail' && check.waiver !== undefined),
    conformant: open('must') === 0,
  };
}
