/** What the judge gives: checks with verdicts. Pure data; `report.json` carries it as it is. */

export type Level = 'must' | 'should' | 'may';

/**
 * `pass`; `fail`; `inconclusive`: could not be observed; `not-applicable`: not claimed, not allowed, or outside the version range;
 * `error`: the suite's own fault.
 */
export type VerdictName = 'pass' | 'fail' | 'inconclusive' | 'not-applicable' | 'error';

/** A sentence in both languages of the reports. */
export interface Text {
  en: string;
  zh: string;
}

/** What was found wrong, or worth noting. */
export interface Finding {
  /** A code of its own for each kind of finding, e.g. `status-unexpected`, `field-missing`, `field-type`. */
  code: string;
  /** JSON pointer into the response body (or `/headers/<name>`, `/status`). */
  pointer?: string;
  expected?: unknown;
  actual?: unknown;
  message: Text;
}

export interface Check {
  /** `<operation>/<rule>` or `<operation>/<rule>/<detail>`; the same in every profile, run and release. */
  id: string;
  operation: string;
  rule: string;
  level: Level;
  verdict: VerdictName;
  /** Reason code for `inconclusive`, `not-applicable` and `error`. */
  reason?: string;
  /** One sentence on the reason. */
  detail?: Text;
  /** Ids of the inventory rows that demand it. */
  rows: string[];
  /** Ids of the exchanges that the verdict rests on, the telling one first. */
  exchanges: string[];
  finding?: Finding;
  /** Verdicts of the run itself and of each repeat that had something to say, where one of them is a failure. */
  attempts?: VerdictName[];
  /** It failed in one attempt and passed in another; its verdict is `fail`. */
  flaky?: true;
  /** Index of the waiver in force that covers a failure. */
  waiver?: { owner: string; reason: string; expires: string };
}
