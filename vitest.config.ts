import path from 'node:path';
import { defineConfig } from 'vitest/config';

/** Longest that a test of the tool itself may take: some start a browser or a whole run on a shared machine. */
const UNIT_TIMEOUT_MS = 120_000;

const out = process.env.CONFORM_OUT ?? 'reports/out/vitest';

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          globalSetup: ['scripts/test-setup.ts'],
          include: ['{schemas,specs,fixtures,reports,scripts}/**/*.test.ts'],
          testTimeout: UNIT_TIMEOUT_MS,
          hookTimeout: UNIT_TIMEOUT_MS,
        },
      },
      {
        test: {
          name: 'conformance',
          include: ['specs/conformance.spec.ts'],
          globalSetup: ['scripts/vitest-setup.ts'],
          setupFiles: ['allure-vitest/setup', 'reports/vitest-allure.ts'],
          isolate: false,
        },
      },
    ],
    reporters: process.env.CONFORM_ALLURE
      ? [['allure-vitest/reporter', { resultsDir: path.join(out, 'allure-results') }]]
      : ['default'],
  },
});
