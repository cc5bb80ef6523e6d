import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { lintDocuments } from '../specs/documents/lint.ts';
import { DOCUMENT_RULES } from '../specs/documents/rules/index.ts';
import { renderSarif } from './sarif.ts';

/** The parts of SARIF 2.1.0 that readers rely on (OASIS, sections 3.13, 3.14, 3.18, 3.27, 3.28, 3.29, 3.35). */
const MAIN_STRUCTURE = {
  type: 'object',
  required: ['version', 'runs'],
  properties: {
    $schema: { type: 'string', pattern: '^https://.*sarif-schema-2\\.1\\.0\\.json$' },
    version: { const: '2.1.0' },
    runs: {
      type: 'array',
      items: {
        type: 'object',
        required: ['tool', 'results'],
        properties: {
          tool: {
            type: 'object',
            required: ['driver'],
            properties: {
              driver: {
                type: 'object',
                required: ['name', 'rules'],
                properties: {
                  name: { type: 'string' },
                  semanticVersion: { type: 'string', pattern: '^\\d+\\.\\d+\\.\\d+' },
                  rules: {
                    type: 'array',
                    uniqueItems: true,
                    items: {
                      type: 'object',
                      required: ['id', 'shortDescription'],
                      properties: { id: { type: 'string' } },
                    },
                  },
                },
              },
            },
          },
          results: { type: 'array', items: { $ref: '#/$defs/result' } },
        },
      },
    },
  },
  $defs: {
    message: { type: 'object', required: ['text'], properties: { text: { type: 'string', minLength: 1 } } },
    location: {
      type: 'object',
      anyOf: [{ required: ['physicalLocation'] }, { required: ['logicalLocations'] }],
      properties: {
        physicalLocation: {
          type: 'object',
          required: ['artifactLocation', 'region'],
          properties: {
            artifactLocation: {
              type: 'object',
              required: ['uri'],
              properties: { uri: { type: 'string', pattern: '^[^\\\\ ]+$' } },
            },
            region: {
              type: 'object',
              required: ['startLine'],
              properties: { startLine: { type: 'integer', minimum: 1 } },
            },
          },
        },
        message: { $ref: '#/$defs/message' },
      },
    },
    result: {
      type: 'object',
      required: ['ruleId', 'ruleIndex', 'level', 'message', 'locations', 'suppressions'],
      properties: {
        level: { enum: ['none', 'note', 'warning', 'error'] },
        message: { $ref: '#/$defs/message' },
        locations: { type: 'array', minItems: 1, items: { $ref: '#/$defs/location' } },
        relatedLocations: { type: 'array', items: { $ref: '#/$defs/location' } },
        partialFingerprints: { type: 'object', additionalProperties: { type: 'string' } },
        suppressions: {
          type: 'array',
          items: {
            type: 'object',
            required: ['kind'],
            properties: {
              kind: { enum: ['inSource', 'external'] },
              status: { enum: ['accepted', 'underReview', 'rejected'] },
            },
          },
        },
      },
    },
  },
};

describe('the SARIF log of the documents', () => {
  const linted = lintDocuments();
  const log = renderSarif(linted, DOCUMENT_RULES, '1.2.3');
  const [{ tool, results }] = log.runs;

  test('has the structure that the standard asks for', () => {
    const validate = new Ajv2020({ allErrors: true, strict: false }).compile(MAIN_STRUCTURE);
    validate(JSON.parse(JSON.stringify(log)));
    expect(validate.errors).toBeNull();
  });

  test('has each finding once, by a rule that is described', () => {
    expect(results).toHaveLength(linted.flatMap(({ findings }) => findings).length);
    expect(new Set(results.map(({ partialFingerprints }) => partialFingerprints['finding/v1'])).size).toBe(
      results.length,
    );
    expect(results.filter(({ ruleId, ruleIndex }) => tool.driver.rules[ruleIndex]?.id !== ruleId)).toEqual([]);
  });

  test('points to a line that there is', () => {
    for (const { locations } of results) {
      const { artifactLocation, region } = locations[0]!.physicalLocation!;
      expect(artifactLocation.uri).toMatch(/^fixtures\/documents\//);
      expect(readFileSync(artifactLocation.uri, 'utf8').split('\n').length).toBeGreaterThanOrEqual(region.startLine);
    }
  });

  test('points to the row that contradicts', () => {
    const unpause = results.find(({ partialFingerprints }) =>
      partialFingerprints['finding/v1']?.includes('state-name:server.unpause'),
    )!;
    const { artifactLocation, region } = unpause.locations[0]!.physicalLocation!;
    expect(readFileSync(artifactLocation.uri, 'utf8').split('\n')[region.startLine - 1]).toContain('written: PAUSE');
  });

  test('what has a ruling is suppressed by it, what has none is an error', () => {
    expect(results.every(({ level, suppressions }) => level === 'note' && suppressions.length === 1)).toBe(true);
    const [document] = linted;
    const [first] = document!.findings;
    const unruled = [
      { ...document!, findings: [{ finding: first!.finding }], idle: [{ erratum: first!.erratum!, id: 'gone' }] },
    ];
    const [{ results: errors }] = renderSarif(unruled, DOCUMENT_RULES, '1.2.3').runs;
    expect(errors.map(({ level, suppressions }) => [level, suppressions])).toEqual([
      ['error', []],
      ['error', []],
    ]);
    expect(errors[1]!.locations[0]!.physicalLocation!.artifactLocation.uri).toMatch(/^fixtures\/documents\/errata\//);
  });
});
