import { PEM_LABELS, type Shape } from '../../recording/redacted.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const HEX = /^[0-9a-f]{16,}$/;
const BASE64 =
  /^(?:[A-Za-z0-9+/]{4})+(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$|^[A-Za-z0-9+/]{2}==$|^[A-Za-z0-9+/]{3}=$/;

/** What a secret looks like. */
export function shapeOf(value: string): Shape {
  const label = /^-----BEGIN ([A-Z ]*PRIVATE KEY)-----/.exec(value)?.[1];
  if (label) {
    const [shape] = Object.entries(PEM_LABELS).find(([, known]) => known === label) ?? ['pem'];
    return shape as Shape;
  }
  if (UUID.test(value)) return 'uuid';
  // A hash is base64 too where its length fits, and so is its stand-in: the narrower shape says more.
  if (HEX.test(value)) return 'hex';
  return BASE64.test(value) ? 'base64' : 'text';
}
