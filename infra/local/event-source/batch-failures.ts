/**
 * Which messages of a batch a function's result declares failed, for a mapping with `ReportBatchItemFailures`.
 * As documented: nothing, null and an empty list mean that all succeeded; an identifier that is empty or that
 * the batch does not have, or an answer of another shape, fails the whole batch.
 *
 * @param payload JSON text
 */
export function failedMessageIds(payload: string, batch: readonly string[]): Set<string> {
  const everything = new Set(batch);
  const result: unknown = JSON.parse(payload);
  if (result === null || result === '') return new Set();
  if (typeof result !== 'object' || Array.isArray(result)) return everything;

  const { batchItemFailures: failures } = result as { batchItemFailures?: unknown };
  if (failures === undefined || failures === null) return new Set();
  if (!Array.isArray(failures)) return everything;

  const failed = new Set<string>();
  for (const failure of failures as ({ itemIdentifier?: unknown } | null)[]) {
    const id = failure?.itemIdentifier;
    if (typeof id !== 'string' || !everything.has(id)) return everything;
    failed.add(id);
  }
  return failed;
}
