import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { LintedDocument } from '../specs/documents/lint.ts';
import type { DocumentRule } from '../specs/documents/rule.ts';
import type { DocumentFinding, Place, PlacedErratum } from '../specs/documents/types.ts';

/** A log of the Static Analysis Results Interchange Format, as far as it is used here. */
export interface SarifLog {
  $schema: string;
  version: '2.1.0';
  runs: [
    {
      tool: { driver: { name: string; version: string; semanticVersion: string; rules: SarifRule[] } };
      columnKind: 'utf16CodeUnits';
      results: SarifResult[];
    },
  ];
}

interface SarifRule {
  id: string;
  shortDescription: { text: string };
  defaultConfiguration: { level: 'error' };
}

interface SarifLocation {
  id?: number;
  physicalLocation?: { artifactLocation: { uri: string }; region: { startLine: number } };
  logicalLocations?: { fullyQualifiedName: string }[];
  message?: { text: string };
}

interface SarifResult {
  ruleId: string;
  ruleIndex: number;
  level: 'error' | 'note';
  message: { text: string };
  locations: SarifLocation[];
  relatedLocations?: SarifLocation[];
  partialFingerprints: Record<string, string>;
  suppressions: { kind: 'external'; status: 'accepted'; justification: string }[];
  properties: Record<string, unknown>;
}

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

/** Rule of a ruling whose contradiction is no more. */
const IDLE = 'idle-ruling';

/**
 * The contradictions of documents as a SARIF log (OASIS SARIF 2.1.0), each at its line of the inventory. What has a ruling is suppressed by
 * it, and thereby no alert; what has none, and rulings on nothing, are errors.
 * @param version version of the tool, `major.minor.patch`
 */
export function renderSarif(
  linted: readonly LintedDocument[],
  rules: readonly DocumentRule[],
  version: string,
): SarifLog {
  const described = [
    ...rules.map(({ id, title }) => ({ id, text: title.en })),
    { id: IDLE, text: 'Ruling on a contradiction that is no more' },
  ];
  const indexOf = (id: string): number => described.findIndex((rule) => rule.id === id);
  const results = linted.flatMap(({ findings, idle }) => [
    ...findings.map(({ finding, erratum }) => resultOf(finding, erratum, indexOf(finding.rule))),
    ...idle.map(({ erratum, id }) => idleResult(erratum, id, indexOf(IDLE))),
  ]);
  return {
    $schema: SCHEMA,
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'compute-conformance',
            version,
            semanticVersion: version,
            rules: described.map(({ id, text }) => ({
              id,
              shortDescription: { text },
              defaultConfiguration: { level: 'error' },
            })),
          },
        },
        columnKind: 'utf16CodeUnits',
        results,
      },
    ],
  };
}

function resultOf(finding: DocumentFinding, erratum: PlacedErratum | undefined, ruleIndex: number): SarifResult {
  const main = finding.places.find(({ file }) => file !== undefined) ?? finding.places[0]!;
  const others = finding.places.filter((place) => place !== main);
  return {
    ruleId: finding.rule,
    ruleIndex,
    level: erratum ? 'note' : 'error',
    message: { text: finding.places.map(({ where, says }) => `${where}: ${says}`).join('\n') },
    locations: [locationOf(main)],
    relatedLocations: others.map((place, index) => ({ id: index + 1, ...locationOf(place) })),
    partialFingerprints: { 'finding/v1': finding.id },
    suppressions: erratum
      ? [{ kind: 'external', status: 'accepted', justification: `${erratum.id}: ${erratum.ruling.en}` }]
      : [],
    properties: { document: finding.document, operation: finding.operation, rows: finding.rows },
  };
}

function idleResult(erratum: PlacedErratum, id: string, ruleIndex: number): SarifResult {
  const says = `rules on ${id}, which is found no more`;
  return {
    ruleId: IDLE,
    ruleIndex,
    level: 'error',
    message: { text: `${erratum.id} ${says}` },
    locations: [
      locationOf({ where: erratum.id, says, file: erratum.file, ...(erratum.line ? { line: erratum.line } : {}) }),
    ],
    partialFingerprints: { 'finding/v1': `${IDLE}:${id}` },
    suppressions: [],
    properties: { erratum: erratum.id },
  };
}

function locationOf({ where, says, file, line }: Place): SarifLocation {
  const message = { text: `${where}: ${says}` };
  if (file === undefined) return { logicalLocations: [{ fullyQualifiedName: where }], message };
  return { physicalLocation: { artifactLocation: { uri: uriOf(file) }, region: { startLine: line ?? 1 } }, message };
}

/** Relative to the folder that the command is called in, as readers of SARIF expect; a file outside of it by its full address. */
function uriOf(file: string): string {
  const relative = path.relative('', file);
  if (relative.startsWith('..') || path.isAbsolute(relative)) return pathToFileURL(file).href;
  return relative.split(path.sep).map(encodeURIComponent).join('/');
}
