import { Ajv2020, type Options } from 'ajv/dist/2020.js';
import addFormatsModule from 'ajv-formats';

/** Annotations of the contract's schemas (docs/formats.md). They constrain nothing: the registry folds them, rules read them. */
export const ANNOTATIONS = [
  'x-from',
  'x-until',
  'x-versions',
  'x-required-from',
  'x-required-until',
  'x-optional',
  'x-when',
  'x-rows',
  'x-refused-with',
] as const;

// The package is CommonJS: under NodeNext its default export is typed as the whole module.
const addFormats = addFormatsModule as unknown as (ajv: Ajv2020) => void;

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
const MAC_ADDRESS = /^[0-9A-Fa-f]{2}(?::[0-9A-Fa-f]{2}){5}$/;
const NOVA_DATE_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,6})?$/;

/**
 * Makes an Ajv for JSON Schema 2020-12 with the usual formats, this project's own (`mac-address`, `base64` after RFC 4648
 * section 4 with padding, `nova-date-time` without a zone) and the annotations. It reports all errors, and is strict, so
 * that a misspelt keyword in a schema is an error and not a hole. `schemas/registry.ts` (messages) and `schemas/input.ts` (our own
 * files) are its only callers. `strictTypes` stays off by default: parts of a message (`allOf`, `if`) say what they add and no type.
 */
export function createAjv(options: Options = {}): Ajv2020 {
  const ajv = new Ajv2020({
    allErrors: true,
    strict: true,
    strictTypes: false,
    strictRequired: false,
    allowUnionTypes: true,
    ...options,
  });
  addFormats(ajv);
  ajv.addFormat('mac-address', MAC_ADDRESS);
  ajv.addFormat('base64', BASE64);
  ajv.addFormat('nova-date-time', isNovaDateTime);
  ajv.addVocabulary([...ANNOTATIONS]);
  return ajv;
}

function isNovaDateTime(text: string): boolean {
  if (!NOVA_DATE_TIME.test(text)) return false;
  const date = new Date(`${text}Z`);
  // A day such as 2022-02-30 is carried over into March by some parsers: what comes out must be what went in.
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text.slice(0, 19));
}
