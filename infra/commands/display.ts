import type { LogLine } from '../local/lambda/definition';

/** One readable line for what a function logged; nothing for what only a program reads. */
export function readable(line: LogLine): string | undefined {
  const fields = parse(line.text);
  if (!fields) return `${line.function}: ${line.text.trimEnd()}`;
  if ('_aws' in fields) return undefined;
  const { timestamp, level, message, ...rest } = fields;
  const details = Object.entries(rest)
    .filter(([, value]) => !(Array.isArray(value) && value.length === 0))
    .map(([name, value]) => `${name}=${Array.isArray(value) ? value.join('; ') : value}`);
  return `${String(timestamp).slice(11, 23)} ${level === 'INFO' ? ' ' : '!'} ${String(message).padEnd(11)} ${details.join(' ')}`;
}

/** Our functions log JSON objects, a line each; anything else was written by somebody else. */
function parse(text: string): Record<string, unknown> | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === 'object' && parsed !== null ? (parsed as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
