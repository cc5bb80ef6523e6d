import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** The page's program and its style, as one text each. */
export interface Bundle {
  script: string;
  style: string;
}

const APP = new URL('./app/', import.meta.url);

let bundle: Promise<Bundle> | undefined;

/** Bundles the page's program; done once a process. */
export function loadBundle(): Promise<Bundle> {
  bundle ??= Promise.all([bundleScript(), readFile(new URL('styles.css', APP), 'utf8')]).then(([script, style]) => ({
    script,
    style,
  }));
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
