import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { escapeHtml } from '../html/document.ts';
import { capabilitiesOf, titleOfLevel } from '../level-parts.ts';
import type { Report, ReportLevels } from '../model.ts';
import { digestOf } from '../signing/canonical-json.ts';
import type { Statement } from '../signing/types.ts';
import type { Language, SentenceKey } from '../text.ts';
import { SIGNS, say } from '../text.ts';
import { oneLine } from '../visible.ts';

/** Most characters of a text that others have a say in, so that all stays on one page. */
const TEXT_LIMIT = 90;

/** Waivers that are named; the others are counted. */
const WAIVERS_SHOWN = 3;

/** What is said of a signature that was verified. */
export interface CertificateSignature {
  statement: Statement;
  /** Short name of the key. */
  signer: string;
}

/**
 * The certificate of a report that reached a level: one printed page (A4) of HTML, without any program.
 * @param signature left out where the report is not signed, which the page then says
 */
export function renderCertificate(
  report: Report & { levels: ReportLevels & { reached: string } },
  options: { lang?: Language; signature?: CertificateSignature } = {},
): string {
  const language = options.lang ?? 'en';
  const title = say(language, 'certificate.title');
  const style = readFileSync(new URL('style.css', import.meta.url), 'utf8');
  const hash = createHash('sha256').update(style).digest('base64');
  return `<!doctype html>
<html lang="${language === 'zh' ? 'zh-CN' : 'en'}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-${hash}'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${text(`${title}: ${report.target.name}`)}</title>
<style>${style}</style>
</head>
<body>
<main>
<header><p class="suite">${text(`${report.suite.name} ${report.suite.version}`)}</p><h1>${text(title)}</h1></header>
${award(report, language)}
${capabilities(report.levels, language)}
${facts(report, language)}
${signatureOf(options.signature, language)}
</main>
</body>
</html>
`;
}

function award(report: Report & { levels: ReportLevels & { reached: string } }, language: Language): string {
  const { levels, target, run, checks } = report;
  const needed = capabilitiesOf(levels, levels.reached);
  const sum = (key: 'required' | 'waived'): number => needed.reduce((total, capability) => total + capability[key], 0);
  const waived = sum('waived') > 0 ? say(language, 'certificate.waived', { count: sum('waived') }) : '';
  const outside = checks.filter(
    ({ verdict, level, waiver }) => verdict === 'fail' && level === 'must' && !waiver,
  ).length;
  const said = (key: SentenceKey, values = {}): string => text(say(language, key, values), Number.POSITIVE_INFINITY);
  const values = { count: sum('required'), day: run.startedAt.slice(0, 10), waived };
  return `<section class="award">
<p>${said('certificate.that')}</p>
<p class="name">${text(target.name)}</p>
<p>${said('certificate.reached')}</p>
<p class="level">${text(titleOfLevel(levels, levels.reached)[language])}</p>
<p>${said('certificate.by', { list: levels.list, title: levels.title[language] })}</p>
<p class="how">${said('certificate.how', values)}</p>
${outside > 0 ? `<p class="how">${said('certificate.outside', { count: outside })}</p>` : ''}
</section>`;
}

function capabilities(levels: ReportLevels, language: Language): string {
  const needed = new Set(capabilitiesOf(levels, levels.reached ?? '').map(({ id }) => id));
  const lines = levels.capabilities.map(({ id, title, isMet, required, passed, waived }) => {
    const isCounted = isMet && needed.has(id);
    const sign = `<span class="${isCounted ? 'met' : 'unmet'}">${isCounted ? SIGNS.pass : SIGNS['not-applicable']}</span>`;
    const note = waived > 0 ? ` · ${say(language, 'levels.waived')} ${waived}` : '';
    const count = `<span class="count">${text(isCounted ? `${passed} / ${required}${note}` : say(language, 'levels.is.missed'))}</span>`;
    return `<li><span>${sign} ${text(title[language])}</span>${count}</li>`;
  });
  return `<h2>${text(say(language, 'certificate.capabilities'))}</h2><ul class="capabilities">${lines.join('')}</ul>`;
}

function facts({ target, run, contract, suite, documents, levels, checks }: Report, language: Language): string {
  const range = target.microversions;
  const ids = Object.keys(documents ?? {}).filter((id) => id !== 'nova');
  const titles = ids.map((id) => {
    const { title, edition } = documents![id]!;
    return `${title[language]}${edition ? ` (${edition})` : ''}`;
  });
  const waivers = new Map(checks.flatMap(({ waiver }) => (waiver ? [[JSON.stringify(waiver), waiver] as const] : [])));
  const shown = [...waivers.values()]
    .slice(0, WAIVERS_SHOWN)
    .map(({ owner, reason, expires }) =>
      oneLine(`${reason} (${say(language, 'evidence.waiver.terms', { owner, expires })})`, TEXT_LIMIT),
    );
  const more = waivers.size - WAIVERS_SHOWN;
  const rows: [SentenceKey, string][] = [
    ['fact.contract', contract.profile],
    ...(titles.length > 0 ? [['certificate.documents', titles.join('; ')] as [SentenceKey, string]] : []),
    ['fact.microversions', range ? `${range.min} – ${range.max}` : say(language, 'fact.microversions.none')],
    ['fact.suite', `${suite.name} ${suite.version}`],
    ['fact.run', `${run.id}, ${run.startedAt.slice(0, 16).replace('T', ' ')} UTC`],
    ['fact.digest', contract.digest],
    ['certificate.list', levels?.digest ?? ''],
    ...(shown.length > 0
      ? [
          [
            'certificate.waivers',
            [...shown, ...(more > 0 ? [say(language, 'levels.more', { count: more })] : [])].join('\n'),
          ] as [SentenceKey, string],
        ]
      : []),
  ];
  return `<h2>${text(say(language, 'certificate.facts'))}</h2>${definitions(rows, language)}`;
}

function signatureOf(signature: CertificateSignature | undefined, language: Language): string {
  const title = `<h2>${text(say(language, 'certificate.signature'))}</h2>`;
  if (!signature) return `${title}<p class="note unsigned">${text(say(language, 'certificate.unsigned'), 400)}</p>`;
  const { statement, signer } = signature;
  const rows: [SentenceKey, string][] = [
    ['certificate.signer', signer],
    ['certificate.signed', statement.signedAt.slice(0, 10)],
    ['certificate.expires', statement.expires],
    ['certificate.target', statement.target.fingerprint],
    ['certificate.statement', digestOf(statement)],
  ];
  const command = 'conform verify';
  const note = text(say(language, 'certificate.verify', { command }), 400).replace(command, `<code>${command}</code>`);
  return `${title}${definitions(rows, language)}<p class="note">${note}</p>`;
}

function definitions(rows: readonly [SentenceKey, string][], language: Language): string {
  const shown = rows.map(([key, value]) => {
    const lines = value.split('\n').map((line) => text(line, 2 * TEXT_LIMIT));
    const isCode = /^(SHA256:|[0-9a-f]{64}$)/.test(value);
    return `<dt>${text(say(language, key))}</dt><dd>${isCode ? `<code>${lines[0]}</code>` : lines.join('<br>')}</dd>`;
  });
  return `<dl>${shown.join('')}</dl>`;
}

function text(value: string, limit = TEXT_LIMIT): string {
  return escapeHtml(oneLine(value, limit));
}
