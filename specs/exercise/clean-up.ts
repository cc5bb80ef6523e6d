/**
 * Takes steps one after the other, each of them whatever became of those before it: what one holds is not to stay held because
 * another failed. @throws what the first one that failed threw
 */
export async function eachStep(steps: Iterable<() => Promise<void>>): Promise<void> {
  const failures: unknown[] = [];
  for (const step of steps) await step().catch((error: unknown) => failures.push(error));
  if (failures.length > 0) throw failures[0];
}
