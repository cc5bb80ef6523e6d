import type { Text } from '../judge/types.ts';
import type { RowEntry } from './document.ts';

const PLACES: Record<string, Text> = {
  path: { en: 'path parameter', zh: '路径参数' },
  query: { en: 'query parameter', zh: '查询参数' },
  header: { en: 'header', zh: '消息头' },
  body: { en: 'request parameter', zh: '请求参数' },
  response: { en: 'response field', zh: '响应字段' },
  status: { en: 'success code', zh: '正常响应码' },
  error: { en: 'error code', zh: '错误码' },
  state: { en: 'state', zh: '状态' },
  limit: { en: 'limit', zh: '限制' },
  microversion: { en: 'microversion', zh: '微版本' },
  note: { en: 'note', zh: '说明' },
};

/** What a row says, as one line in each language, put together from its facts and the glossary. */
export function clauseOf(place: string, entry: RowEntry, glossary: Map<string, Text>): Text {
  const meaning = meaningOf(entry, glossary);
  const label = PLACES[place] ?? { en: place, zh: place };
  return {
    en: `${label.en} ${entry.name}${facts(entry, 'en')}${meaning ? `: ${meaning.en}` : ''}`,
    zh: `${label.zh} ${entry.name}${facts(entry, 'zh')}${meaning ? `：${meaning.zh}` : ''}`,
  };
}

function meaningOf(entry: RowEntry, glossary: Map<string, Text>): Text | undefined {
  if (entry.en !== undefined && entry.zh !== undefined) return { en: entry.en, zh: entry.zh };
  return glossary.get(lastMember(entry.name));
}

function lastMember(name: string): string {
  return (name.split('.').at(-1) ?? name).replace(/\[\]$/, '');
}

function facts(entry: RowEntry, language: keyof Text): string {
  const words = language === 'en' ? ENGLISH : CHINESE;
  const parts = [
    entry.type,
    entry.mandatory === undefined ? undefined : entry.mandatory ? words.mandatory : words.optional,
    entry.values && `${words.values} ${entry.values.map(String).join(', ')}`,
    entry.value === undefined ? undefined : `${String(entry.value)}${entry.unit ? ` ${entry.unit}` : ''}`,
    entry.default === undefined ? undefined : `${words.default} ${String(entry.default)}`,
    entry.from && `${words.from} ${entry.from}`,
    entry.until && `${words.until} ${entry.until}`,
    entry.written && `${words.written} ${entry.written}`,
  ].filter(Boolean);
  if (parts.length === 0) return '';
  return language === 'en' ? ` (${parts.join('; ')})` : `（${parts.join('；')}）`;
}

const ENGLISH = {
  mandatory: 'mandatory',
  optional: 'optional',
  values: 'one of',
  default: 'default',
  from: 'from',
  until: 'until',
  written: 'written as',
};
const CHINESE = {
  mandatory: '必选',
  optional: '可选',
  values: '取值',
  default: '默认',
  from: '起始版本',
  until: '截止版本',
  written: '文中写作',
};
