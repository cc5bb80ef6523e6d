import { type InputDocument, InputError } from '../../../schemas/input.ts';

const REFERENCE = /\$\{([^}]*)\}/g;
const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** The document with each `${NAME}` in its texts replaced by that variable. @throws {InputError} for one that is not set */
export function interpolate(document: InputDocument, environment: NodeJS.ProcessEnv): InputDocument {
  const walk = (value: unknown, keys: (string | number)[]): unknown => {
    if (typeof value === 'string') return fill(value, keys);
    if (Array.isArray(value)) return value.map((item, index) => walk(item, [...keys, index]));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, walk(item, [...keys, key])]));
  };
  const fill = (text: string, keys: (string | number)[]): string =>
    text.replace(REFERENCE, (reference, name: string) => {
      const place = { file: document.file, line: document.lineOf(keys), key: keys.join('.') };
      if (!NAME.test(name))
        throw new InputError(`${reference} does not name an environment variable; for example \${OS_PASSWORD}`, place);
      const value = environment[name];
      if (!value)
        throw new InputError(
          `environment variable ${name} is not set, and "${keys.join('.')}" needs it; export it`,
          place,
        );
      return value;
    });
  return { ...document, data: walk(document.data, []) };
}
