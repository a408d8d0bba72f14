import { type ExactJson, isExactObject, parseExactJson } from '../../../eventbridge/exact-json';
import { matchesPattern } from '../../../eventbridge/pattern-match';
import type { JsonObject } from '../../service';
import { invalid, PATTERN, requiredText } from '../input';
import { readPattern } from '../pattern';

/** What AWS's documentation says that an event has to have here. */
const MANDATORY = ['id', 'account', 'source', 'time', 'region', 'resources', 'detail-type'];

/** `TestEventPattern`: whether an event would match. */
export function testEventPattern(input: JsonObject): JsonObject {
  const pattern = readPattern(requiredText(input, 'EventPattern', PATTERN));
  const event = parsed(requiredText(input, 'Event', { max: Number.POSITIVE_INFINITY }));
  if (!isExactObject(event) || MANDATORY.some((name) => event[name] === undefined)) {
    throw invalid('Parameter Event is not valid.');
  }
  return { Result: matchesPattern(pattern, event) };
}

function parsed(text: string): ExactJson | undefined {
  try {
    return parseExactJson(text);
  } catch {
    return undefined;
  }
}
