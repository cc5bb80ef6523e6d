import type { Check, Text } from '../specs/judge/types.ts';

/** What to do about a check that does not pass, by its verdict and then by its reason. `{said}` is what the check says itself. */
const MENDS: Record<string, Record<string, Text>> = {
  fail: {
    default: { en: 'Mend it in the deployment: {said}', zh: '请修正部署：{said}' },
  },
  inconclusive: {
    'not-observed': {
      en: 'Give the run something that shows it (another image, network, volume type or identity): {said}',
      zh: '请为运行提供能够显示该项的资源或身份（其他镜像、网络、卷类型等）：{said}',
    },
    'not-exercised': {
      en: 'Run again with all that the target file can allow: {said}',
      zh: '请在目标文件中允许所需操作后重新运行：{said}',
    },
    'incomplete-recording': { en: 'Let the run come to its end: {said}', zh: '请让运行完整结束：{said}' },
    interrupted: { en: 'Let the run come to its end: {said}', zh: '请让运行完整结束：{said}' },
    'target-busy': {
      en: 'Run again with lower limits in the target file: {said}',
      zh: '请降低目标文件中的 limits 后重新运行：{said}',
    },
    'no-resource': {
      en: 'Name it under "resources" in the target file, or make it: {said}',
      zh: '请在目标文件的 resources 中指定，或先行创建：{said}',
    },
    default: { en: 'First mend what stood in the way: {said}', zh: '请先排除障碍：{said}' },
  },
  'not-applicable': {
    'version-range': {
      en: 'The deployment would have to offer this microversion: {said}',
      zh: '部署需支持该微版本：{said}',
    },
    'no-service': { en: 'The deployment would have to offer this service: {said}', zh: '部署需提供该服务：{said}' },
    default: { en: 'Let the run try it, in the target file: {said}', zh: '请在目标文件中允许该项：{said}' },
  },
  error: {
    default: {
      en: 'A fault of the suite, to be reported to its makers: {said}',
      zh: '套件自身错误，请报告开发者：{said}',
    },
  },
};

const ABSENT: Text = {
  en: 'The report has no such check: run without --only, with this release of the suite.',
  zh: '报告中没有该检查：请使用此版本套件、不带 --only 重新运行。',
};

/** How to mend a check that a level asks for; without a check: it is not in the report. */
export function mendOf(check: Check | undefined): Text {
  if (!check) return ABSENT;
  const mends = MENDS[check.verdict];
  const mend = mends?.[check.reason ?? 'default'] ?? mends?.default ?? { en: '{said}', zh: '{said}' };
  const said = check.finding?.message ?? check.detail ?? { en: check.reason ?? '', zh: check.reason ?? '' };
  const fill = (language: keyof Text): string => mend[language].replace('{said}', () => said[language]);
  return { en: fill('en'), zh: fill('zh') };
}
