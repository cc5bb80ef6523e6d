import { expect, test } from 'vitest';
import { nameOf, say } from './text.ts';
import { oneLine, visible, visibleJson } from './visible.ts';

test('a sentence takes the word that fits the number, in each language', () => {
  const values = { contract: 'easystack' };
  expect(say('en', 'result.failures.why', { ...values, count: 1 })).toContain('in 1 place that');
  expect(say('en', 'result.failures.why', { ...values, count: 1200 })).toContain('in 1,200 places that');
  expect(say('zh', 'result.failures.why', { ...values, count: 2 })).toContain('2 项');
});

test('a value without a name of its own is shown as it is, whatever it is called', () => {
  expect(nameOf('zh', 'verdict', 'not-applicable')).toBe('不适用');
  expect(nameOf('en', 'reason', 'quota-exceeded')).toBe('quota-exceeded');
  expect(nameOf('en', 'reason', 'constructor')).toBe('constructor');
});

test('what cannot be seen is shown as its escape', () => {
  expect(visible('a\u001b[31mb\u202ec\u2028d\ud800e')).toBe('a\\u001b[31mb\\u202ec\\u2028d\\ud800e');
  expect(visible('one\ntwo\r', '\n')).toBe('one\ntwo\\u000d');
  expect(visible('云主机 🙂')).toBe('云主机 🙂');
});

test('JSON without unseen characters is still the same JSON', () => {
  const value = { 'a\u202e': 'x\u0085\u2028\u007f', n: [1, null] };
  const text = visibleJson(value, 2);
  expect(visible(text, '\n')).toBe(text);
  expect(JSON.parse(text)).toEqual(value);
});

test('a line is one line, and no longer than asked', () => {
  expect(oneLine(' a\r\n\tb ', 10)).toBe('a b');
  expect(oneLine('abcdef', 4)).toBe('abc…');
});
