import { createHash } from 'node:crypto';
import type { Language } from '../text.ts';
import { say } from '../text.ts';
import { visible } from '../visible.ts';
import type { Bundle } from './bundle.ts';

/** What a page is made of besides its program. */
interface PageContent {
  language: Language;
  title: string;
  /** By id of the element that holds it. */
  data: Record<string, unknown>;
}

/**
 * A page as one HTML file that needs nothing else: program, style and data stand in it, and it opens from disk. Nothing
 * that a target said is markup or program: data is inert JSON, and the policy lets only this one script run.
 */
export function htmlDocument({ language, title, data }: PageContent, { script, style }: Bundle): string {
  const elements = Object.entries(data).map(
    ([id, value]) => `<script type="application/json" id="${id}">${inertJson(value)}</script>`,
  );
  const shown = escapeHtml(visible(title));
  return `<!doctype html>
<html lang="${language === 'zh' ? 'zh-CN' : 'en'}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy(script, style)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${shown}</title>
<style>${style}</style>
</head>
<body>
<div id="app"></div>
<noscript><h1>${shown}</h1><p>${escapeHtml(say(language, 'noscript'))}</p></noscript>
${elements.join('\n')}
<script>${script}</script>
</body>
</html>
`;
}

/** Nothing is loaded or sent, one script and one style apply, and no text can become markup (Trusted Types). */
function policy(script: string, style: string): string {
  return [
    "default-src 'none'",
    `script-src '${hash(script)}'`,
    `style-src '${hash(style)}'`,
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');
}

function hash(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

/** JSON that cannot end the script element that it stands in, nor open a comment there. */
function inertJson(value: unknown): string {
  return JSON.stringify(value).replace(/[<\u2028\u2029]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}

/** Text as text in HTML, in an element or in a quoted attribute. */
export function escapeHtml(text: string): string {
  const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
