import { readDocuments } from './read.ts';
import type { DocumentRule } from './rule.ts';
import { DOCUMENT_RULES } from './rules/index.ts';
import type { DocumentFinding, InventoryDocument, PlacedErratum } from './types.ts';
import { Upstream } from './upstream.ts';

/** The contradictions of a document, and what was ruled on them. */
export interface LintedDocument {
  document: InventoryDocument;
  /** In the order of the rules, each with its ruling if there is one. */
  findings: { finding: DocumentFinding; erratum?: PlacedErratum }[];
  /** Findings that rulings are on, and that are found no more. */
  idle: { erratum: PlacedErratum; id: string }[];
}

export interface LintOptions {
  /** Folder with the inventory; the project's own if left out. */
  directory?: string;
  /** Ids of the documents to lint; all if left out. */
  only?: string[];
  rules?: readonly DocumentRule[];
  upstream?: Upstream;
}

/**
 * Looks for contradictions in the documents, and for the ruling on each. Needs no cloud.
 * @throws InputError for a file that is not of its format
 */
export function lintDocuments(options: LintOptions = {}): LintedDocument[] {
  const documents = readDocuments(options.directory);
  const background = { upstream: options.upstream ?? new Upstream(), documents };
  const rules = options.rules ?? DOCUMENT_RULES;
  return documents
    .filter(({ id }) => !options.only || options.only.includes(id))
    .map((document) => {
      const findings = rules.flatMap((rule) =>
        rule.find(document, background).map(
          (contradiction): DocumentFinding => ({
            ...contradiction,
            id: `${document.id}:${rule.id}:${contradiction.subject}`,
            document: document.id,
            rule: rule.id,
            operation: contradiction.subject.split('/')[0]!,
          }),
        ),
      );
      return {
        document,
        findings: findings.map((finding) => withRuling(finding, document)),
        idle: idleOf(document, findings),
      };
    });
}

/** Whether every finding has a ruling and every ruling a finding. */
export function isSettled(linted: LintedDocument[]): boolean {
  return linted.every(
    ({ findings, idle }) => idle.length === 0 && findings.every(({ erratum }) => erratum !== undefined),
  );
}

function withRuling(finding: DocumentFinding, document: InventoryDocument): LintedDocument['findings'][number] {
  const erratum = document.errata.find(({ findings }) => findings.includes(finding.id));
  return erratum ? { finding, erratum } : { finding };
}

function idleOf(document: InventoryDocument, findings: DocumentFinding[]): LintedDocument['idle'] {
  const found = new Set(findings.map(({ id }) => id));
  return document.errata.flatMap((erratum) =>
    erratum.findings.filter((id) => !found.has(id)).map((id) => ({ erratum, id })),
  );
}
