import type { MutantKind } from '../types.ts';
import { attachmentMissing, attachmentStays, partTaken } from './attachments.ts';
import { failureHidden, taskDiffers, taskLost } from './background.ts';
import { bodyUnexpected, errorBodies, wholeBodies } from './bodies.ts';
import { parameterForgotten, viewsDisagree } from './consistency.ts';
import { fieldMissing } from './field-missing.ts';
import { fieldRenamed } from './field-renamed.ts';
import { fieldEnumeration, fieldFormat, fieldNull, fieldRange, fieldType } from './field-value.ts';
import { locationAstray, locationDropped, requestIdDropped, versionHeaders } from './headers.ts';
import { limitExceeded } from './limit-exceeded.ts';
import { filterEmpty, filterIgnored, filterInverted, orderWrong } from './lists.ts';
import {
  defaultIsHighest,
  defaultUntold,
  gateEarly,
  gateIgnored,
  gateLate,
  latestIsLowest,
  latestUntold,
} from './microversions.ts';
import { binWrong, codeNever, leftBehind, lockHidden, lockWrong, parameterRefused } from './once.ts';
import { countWrong, pageDuplicate, pageGap, pageLinkDropped, pageNumbered, pageTooLarge } from './pages.ts';
import { acceptedRefusals, otherCodes } from './refusals.ts';
import {
  fingerprintDiffers,
  idDiffers,
  idTwice,
  linkAstray,
  passwordDiffers,
  privateKeyDiffers,
  timesReversed,
} from './resources.ts';
import { acceptedServiceDown, failingServiceDown } from './services.ts';
import { answerBreaksStatement, laterBreaksStatement, shownBreaksStatement } from './statements.ts';
import {
  illegalAccepted,
  illegalOtherCode,
  legalRefused,
  powerDisagrees,
  refusalSpoils,
  stateNotReached,
  stateOther,
  statesDisagree,
  wrongOnTheWay,
} from './states.ts';
import { caseRefused, exampleRefused, noAnswer, serverError, successCode } from './status.ts';
import { useRefused } from './uses.ts';
import { codeGate, parameterGate, rangeWider } from './version-codes.ts';

/** All kinds of mutants, in the order in which the matrix shows them. */
export const KINDS: readonly MutantKind[] = [
  fieldMissing,
  fieldNull,
  fieldType,
  fieldRenamed,
  fieldEnumeration,
  fieldFormat,
  fieldRange,
  limitExceeded,
  successCode,
  caseRefused,
  exampleRefused,
  useRefused,
  serverError,
  noAnswer,
  ...wholeBodies,
  bodyUnexpected,
  ...errorBodies,
  requestIdDropped,
  ...versionHeaders,
  locationAstray,
  locationDropped,
  ...acceptedRefusals,
  ...otherCodes,
  partTaken,
  acceptedServiceDown,
  failingServiceDown,
  gateEarly,
  gateLate,
  gateIgnored,
  parameterGate,
  codeGate,
  defaultIsHighest,
  defaultUntold,
  latestIsLowest,
  latestUntold,
  rangeWider,
  filterIgnored,
  filterInverted,
  filterEmpty,
  pageDuplicate,
  pageNumbered,
  pageGap,
  pageTooLarge,
  pageLinkDropped,
  countWrong,
  orderWrong,
  legalRefused,
  illegalAccepted,
  illegalOtherCode,
  refusalSpoils,
  stateNotReached,
  stateOther,
  wrongOnTheWay,
  failureHidden,
  taskLost,
  taskDiffers,
  statesDisagree,
  powerDisagrees,
  viewsDisagree,
  parameterForgotten,
  attachmentMissing,
  attachmentStays,
  answerBreaksStatement,
  shownBreaksStatement,
  laterBreaksStatement,
  idTwice,
  idDiffers,
  timesReversed,
  linkAstray,
  passwordDiffers,
  fingerprintDiffers,
  privateKeyDiffers,
  lockWrong,
  lockHidden,
  binWrong,
  leftBehind,
  codeNever,
  parameterRefused,
];
