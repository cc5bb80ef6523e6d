import type { DocumentRule } from '../rule.ts';
import { betweenDocuments } from './between-documents.ts';
import { brokenExample } from './broken-example.ts';
import { defaultValue } from './default-value.ts';
import { duplicateItem } from './duplicate-item.ts';
import { echo } from './echo.ts';
import { edition } from './edition.ts';
import { emptyResponse } from './empty-response.ts';
import { enumeration } from './enumeration.ts';
import { errorCode } from './error-code.ts';
import { exampleMicroversion } from './example-microversion.ts';
import { exampleNull } from './example-null.ts';
import { exampleType } from './example-type.ts';
import { exampleUneven } from './example-uneven.ts';
import { exampleUnlisted } from './example-unlisted.ts';
import { format } from './format.ts';
import { limit } from './limit.ts';
import { mandatoryCondition } from './mandatory-condition.ts';
import { mandatoryMissing } from './mandatory-missing.ts';
import { mandatoryUnsaid } from './mandatory-unsaid.ts';
import { method } from './method.ts';
import { microversionRange } from './microversion-range.ts';
import { mixedMicroversions } from './mixed-microversions.ts';
import { namedMember } from './named-member.ts';
import { notInExample } from './not-in-example.ts';
import { pathPrefix } from './path-prefix.ts';
import { pathSpelling } from './path-spelling.ts';
import { placeholder } from './placeholder.ts';
import { reading } from './reading.ts';
import { recommendedMicroversion } from './recommended-microversion.ts';
import { releaseNotes } from './release-notes.ts';
import { repeatedRow } from './repeated-row.ts';
import { resultExample } from './result-example.ts';
import { stateName } from './state-name.ts';
import { successCode } from './success-code.ts';
import { typeDisagreement } from './type-disagreement.ts';
import { typeWord } from './type-word.ts';
import { upstreamField } from './upstream-field.ts';
import { upstreamStatus } from './upstream-status.ts';
import { upstreamVersion } from './upstream-version.ts';
import { url } from './url.ts';
import { valuesDisagreement } from './values-disagreement.ts';
import { writtenName } from './written-name.ts';

/** All rules that look for contradictions in documents, in the order in which findings are listed. */
export const DOCUMENT_RULES: readonly DocumentRule[] = [
  exampleType,
  exampleNull,
  exampleUnlisted,
  notInExample,
  exampleUneven,
  mandatoryMissing,
  enumeration,
  limit,
  format,
  defaultValue,
  brokenExample,
  placeholder,
  duplicateItem,
  echo,
  url,
  resultExample,
  typeDisagreement,
  valuesDisagreement,
  typeWord,
  writtenName,
  repeatedRow,
  mandatoryCondition,
  mandatoryUnsaid,
  namedMember,
  emptyResponse,
  stateName,
  successCode,
  errorCode,
  pathSpelling,
  pathPrefix,
  method,
  releaseNotes,
  edition,
  betweenDocuments,
  recommendedMicroversion,
  microversionRange,
  exampleMicroversion,
  mixedMicroversions,
  upstreamVersion,
  upstreamField,
  upstreamStatus,
  reading,
];
