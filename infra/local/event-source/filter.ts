import { isExactObject, parseExactJson } from '../../eventbridge/exact-json';
import { compilePattern } from '../../eventbridge/pattern';
import { matchesPattern } from '../../eventbridge/pattern-match';
import type { JsonObject } from '../service';

/**
 * The filter of an event source mapping: a record passes if one of the patterns matches it. Where a pattern asks
 * something of the fields of `body`, a body that is a JSON object is looked into.
 *
 * @param patterns JSON text, in EventBridge's language
 */
export function recordFilter(patterns: readonly string[]): ((record: JsonObject) => boolean) | undefined {
  if (patterns.length === 0) return undefined;
  const compiled = patterns.map((text) => ({
    pattern: compilePattern(text),
    readsBody: isPlainObject((JSON.parse(text) as JsonObject).body),
  }));
  return (record) =>
    compiled.some(({ pattern, readsBody }) => {
      const value = parseExactJson(JSON.stringify(readsBody ? { ...record, body: bodyOf(record) } : record));
      return isExactObject(value) && matchesPattern(pattern, value);
    });
}

function bodyOf(record: JsonObject) {
  try {
    return JSON.parse(String(record.body));
  } catch {
    return record.body;
  }
}

function isPlainObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
