import type { RuntimeMessage } from 'allure-js-commons/sdk';
import type { TestRuntime } from 'allure-js-commons/sdk/runtime';
import { MessageTestRuntime, setGlobalTestRuntime } from 'allure-js-commons/sdk/runtime';
import { expect, test } from 'vitest';
import { describeToAllure } from './allure.ts';
import type { Sample } from './testing/sample.ts';
import { hostileSample, sample } from './testing/sample.ts';

class Collector extends MessageTestRuntime {
  readonly messages: RuntimeMessage[] = [];
  async sendMessage(message: RuntimeMessage): Promise<void> {
    this.messages.push(message);
  }
}

/** What Allure is told of the checks of one operation and rule. */
async function tell({ report, recording }: Sample, operation: string, rule: string): Promise<RuntimeMessage[]> {
  const collector = new Collector();
  setGlobalTestRuntime(collector as TestRuntime);
  await describeToAllure({
    profile: 'easystack',
    operation,
    rule,
    checks: report.checks.filter((check) => check.operation === operation && check.rule === rule),
    findExchange: (id) => recording.exchanges.find((exchange) => exchange.id === id),
  });
  return collector.messages;
}

function stops(messages: readonly RuntimeMessage[]): string[] {
  return messages.flatMap((message) => (message.type === 'step_stop' ? String(message.data.status) : []));
}

function attachments(messages: readonly RuntimeMessage[]): string[] {
  return messages.flatMap((message) =>
    message.type === 'attachment_content' ? Buffer.from(message.data.content, message.data.encoding).toString() : [],
  );
}

test('labels a test by profile, operation, rule and level', async () => {
  const messages = await tell(sample(), 'server.pause', 'success-status');
  const labels = messages.flatMap((message) => (message.type === 'metadata' ? (message.data.labels ?? []) : []));
  expect(labels).toEqual([
    { name: 'epic', value: 'easystack' },
    { name: 'feature', value: 'server.pause' },
    { name: 'story', value: 'success-status' },
    { name: 'severity', value: 'critical' },
  ]);
});

test('has a step for each check, the failed one first and failed, and each exchange once', async () => {
  const messages = await tell(sample(), 'server.show', 'response-field-present');
  expect(stops(messages)).toEqual(['failed', 'passed', 'passed', 'passed', 'passed']);
  const [text = '', ...others] = attachments(messages);
  expect(others).toEqual([]);
  expect(text).toContain('curl -i https://cloud.example.com:8774/v2.1/servers/');
  expect(text).toContain('"OS-EXT-STS:power_state": "1"');
});

test('what was not observed, not tried or waived is skipped, and a fault of the suite broken', async () => {
  expect(stops(await tell(sample(), 'server.migrate', 'success-status'))).toEqual(['skipped']);
  expect(stops(await tell(sample(), 'aggregate.add-host', 'success-status'))).toEqual(['skipped']);
  expect(stops(await tell(sample(), 'keypair.import', 'success-status'))).toEqual(['skipped']);
  expect(stops(await tell(sample(), 'flavor.list-details', 'error-body'))).toEqual(['broken']);
});

test('attachments hold no control character of a target', async () => {
  const [text = ''] = attachments(await tell(hostileSample(), 'server.pause', 'success-status'));
  // biome-ignore lint/suspicious/noControlCharactersInRegex: there must be none
  expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e\u2028]/);
  expect(text).toContain('HTTP 200');
});
