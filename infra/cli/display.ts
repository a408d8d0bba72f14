import type { LogLine } from '@order-events/local';
import { isObject, parseJson } from '../../lib/json';
import { printable } from './printable';

/** What Lambda writes to a function's log when an invocation failed. */
const FAILED = /^ERROR\tInvoke Error\t(\{.*\})\s*$/s;

/** One readable line for what a function logged; nothing for what only a program reads. */
export function readable({ function: name, text }: LogLine): string | undefined {
  const failed = parse(FAILED.exec(text)?.[1]);
  if (failed) return row('', true, 'failed', `${name} ${failed.errorType}: ${failed.errorMessage}`);
  const fields = parse(text);
  if (!fields)
    return text
      .trimEnd()
      .split('\n')
      .map(printable)
      .map((line) => `${name}: ${line}`)
      .join('\n');
  if ('_aws' in fields) return undefined;
  const { timestamp, level, message, at, ...rest } = fields;
  // Where something was thrown tells something of a bug; of a service out of reach it says nothing.
  const details = Object.entries(level === 'ERROR' ? { ...rest, at } : rest)
    .filter(([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0))
    .map(([key, value]) => `${key}=${Array.isArray(value) ? value.join('; ') : value}`);
  return row(String(timestamp).slice(11, 23), level !== 'INFO', String(message), details.join(' '));
}

/** Who sends can choose the name of an endpoint, for one. */
const row = (time: string, alarming: boolean, message: string, details: string): string =>
  printable(`${time.padEnd(12)} ${alarming ? '!' : ' '} ${message.padEnd(13)} ${details}`);

/** Our functions log JSON objects, a line each; anything else was written by somebody else. */
function parse(text = ''): Record<string, unknown> | undefined {
  const parsed = parseJson(text);
  return isObject(parsed) ? parsed : undefined;
}
