import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build, transform } from 'esbuild';

/** The page's program and its style, as one text each. */
export interface Bundle {
  script: string;
  style: string;
}

const STYLE_FOLDER = new URL('./app/styles/', import.meta.url);

/** The program of a report's page. */
const REPORT = new URL('./app/main.tsx', import.meta.url);

/** Parts of the style, in the order in which they apply. */
const STYLES = ['base', 'overview', 'levels', 'coverage', 'lists', 'evidence', 'media'];

const bundles = new Map<string, Promise<Bundle>>();

/**
 * Bundles a page's program and the style that all pages share; done once a process.
 * @param program the program's first file
 * @param styles what the page has of its own, behind the shared parts
 */
export function loadBundle(program: URL = REPORT, styles: URL[] = []): Promise<Bundle> {
  const known = bundles.get(program.href);
  if (known) return known;
  const made = Promise.all([bundleScript(program), bundleStyle(styles)]).then(([script, style]) => ({ script, style }));
  bundles.set(program.href, made);
  return made;
}

async function bundleScript(program: URL): Promise<string> {
  const result = await build({
    entryPoints: [fileURLToPath(program)],
    bundle: true,
    write: false,
    minify: true,
    format: 'iife',
    target: 'es2022',
    charset: 'ascii',
    legalComments: 'none',
    logLevel: 'silent',
    tsconfigRaw: { compilerOptions: { jsx: 'react-jsx', jsxImportSource: 'preact' } },
  });
  const script = result.outputFiles[0]?.text ?? '';
  // An inline script ends at the first `</script`, wherever in the program it stands.
  return script.replace(/<\/(script)/gi, '<\\/$1').replace(/<!--/g, '<\\!--');
}

async function bundleStyle(own: URL[]): Promise<string> {
  const files = [...STYLES.map((name) => new URL(`${name}.css`, STYLE_FOLDER)), ...own];
  const parts = await Promise.all(files.map((file) => readFile(file, 'utf8')));
  return (await transform(parts.join('\n'), { loader: 'css', minify: true, target: 'chrome120' })).code;
}
