import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build, transform } from 'esbuild';

/** The page's program and its style, as one text each. */
export interface Bundle {
  script: string;
  style: string;
}

const APP = new URL('./app/', import.meta.url);

/** Parts of the style, in the order in which they apply. */
const STYLES = ['base', 'overview', 'lists', 'evidence', 'media'];

let bundle: Promise<Bundle> | undefined;

/** Bundles the page's program; done once a process. */
export function loadBundle(): Promise<Bundle> {
  bundle ??= Promise.all([bundleScript(), bundleStyle()]).then(([script, style]) => ({ script, style }));
  return bundle;
}

async function bundleScript(): Promise<string> {
  const result = await build({
    entryPoints: [fileURLToPath(new URL('main.tsx', APP))],
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

async function bundleStyle(): Promise<string> {
  const parts = await Promise.all(STYLES.map((name) => readFile(new URL(`styles/${name}.css`, APP), 'utf8')));
  return (await transform(parts.join('\n'), { loader: 'css', minify: true, target: 'chrome120' })).code;
}
