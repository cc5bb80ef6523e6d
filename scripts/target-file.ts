import path from 'node:path';
import { stringify } from 'yaml';
import { formatSchema, readYaml, validateInput } from '../schemas/input.ts';
import { ROOT } from './suite.ts';

/** What goes into a new target file; everything else is there as a comment. */
export interface TargetDraft {
  name: string;
  profile: string;
  region?: string;
  /** The members of `identity`. */
  identity: Record<string, unknown>;
  identities?: Record<string, Record<string, unknown>>;
  endpoints?: Record<string, string>;
  allow?: string[];
  limits?: Record<string, number>;
}

/**
 * The text of a commented target file, checked against the format's schema.
 * @param file where it will lie: the schema is named by its path from there, for editors
 * @throws InputError where it would not be a target file
 */
export function targetFileText(file: string, draft: TargetDraft): string {
  const text = `# yaml-language-server: $schema=${schemaPlace(file)}
#
# A deployment under test. \${NAME} stands for an environment variable anywhere in this file: no secret has to be written down.

name: ${yaml(draft.name)}

# The contract that the deployment claims to keep: openstack, easystack or huawei.
profile: ${draft.profile}

# Region of the service catalog; needed only where the catalog has several.
${draft.region ? `region: ${yaml(draft.region)}` : '# region: RegionOne'}

# Which of the catalog's addresses to use: public, internal or admin.
# interface: public

# The ordinary user of a project: most requests are sent as this one.
identity:
${block(draft.identity)}

# Further identities; "conform check" says what cannot be tried without them. The URL and the domains are taken over from above.
${draft.identities ? `identities:\n${block(draft.identities)}` : otherIdentities('accessKey' in draft.identity)}

# Address of a service, in place of the catalog's; {project_id} stands for the id of the project.
${draft.endpoints ? `endpoints:\n${block(draft.endpoints)}` : '# endpoints:\n#   compute: https://nova.example.com:8774/v2.1'}

# Ids of what to build servers from. What is left out is found: the smallest image, flavor and so on.
# resources:
#   image: 0d1e6c9a-4f3b-4c58-9a51-2f6d8e7b3c10
#   flavor: '1'
#   network: 8b6f2c1d-7e90-4a3c-b5d4-1c9e0f7a6d52

# What a run may do. What is left out is forbidden; with nothing allowed a run only reads.
allow:
${ALLOWANCES.map(([name, why]) => `${`  ${name}: ${draft.allow?.includes(name) ?? false}`.padEnd(22)}# ${why}`).join('\n')}

# How hard the cloud may be worked.
${draft.limits ? `limits:\n${block(draft.limits)}` : LIMITS}

# A certificate authority of your own; verify: false trusts anyone, and is for trying out only.
# tls:
#   ca: ca.pem

# The level of certification that this cloud claims; the exit code of a run then says whether it was reached.
# level: lifecycle

# Failures that are known and accepted until a day; "conform run" reports them, and they do not count.
# waivers:
#   - check: server.pause/success-status*
#     owner: Zhang Wei
#     reason: mended in release 7
#     expires: '2027-12-31'
`;
  validateInput(readYaml(file, text), formatSchema('target'));
  return text;
}

const ALLOWANCES: [name: string, why: string][] = [
  ['create', 'make servers and what belongs to them, and take them away again'],
  ['admin', 'send what only an administrator may'],
  ['destructive', 'take a compute host or its service out, evacuate: others on the cloud may notice'],
  ['billing', 'order what is paid for by the month or year, such as bare metal'],
];

function otherIdentities(bySignature: boolean): string {
  const fields = (name: string): string[] =>
    bySignature
      ? [`accessKey: \${${name}_AK}`, `secretKey: \${${name}_SK}`, `projectId: \${${name}_PROJECT_ID}`]
      : [`username: ${name.toLowerCase()}`, `password: \${${name}_PASSWORD}`, `project: ${name.toLowerCase()}`];
  const lines = [
    'identities:',
    '  admin:                # with the role admin',
    ...fields('ADMIN').map((field) => `    ${field}`),
    '  other:                # in another project',
    ...fields('OTHER').map((field) => `    ${field}`),
  ];
  return lines.map((line) => `# ${line}`).join('\n');
}

const LIMITS = `# limits:
#   servers: 4              # at once
#   requestsPerSecond: 10
#   concurrency: 4          # requests under way at once
#   timeoutSeconds: 600     # for a server to arrive in a state
#   requestTimeoutSeconds: 60
#   pollIntervalMs: 1000`;

function block(value: object): string {
  return stringify(value, { lineWidth: 0 })
    .trimEnd()
    .split('\n')
    .map((line) => `  ${line}`)
    .join('\n');
}

function yaml(value: string): string {
  return stringify(value, { lineWidth: 0 }).trimEnd();
}

/** The schema's path from a file in the same project, else where it is on this machine. */
function schemaPlace(file: string): string {
  const schema = path.join(ROOT, 'schemas/formats/target.yaml');
  const relative = path.relative(path.dirname(path.resolve(file)), schema);
  return relative.startsWith(path.join('..', '..', '..')) ? schema : relative;
}
