import { afterEach, inject } from 'vitest';
import { readRecording } from '../specs/recording/read.ts';
import { describeToAllure } from './allure.ts';

// Set-up file of the conformance project: tells Allure what each test was about, with the exchanges as attachments.
const { recordingFile } = inject('conformance');
const exchanges = new Map(readRecording(recordingFile).exchanges.map((exchange) => [exchange.id, exchange]));

afterEach(async ({ task }) => {
  const { conformance } = task.meta;
  const [check] = conformance?.checks ?? [];
  if (!conformance || !check) return;
  const { operation, rule } = check;
  await describeToAllure({ ...conformance, operation, rule, findExchange: (id) => exchanges.get(id) });
});
