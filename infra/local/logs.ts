import type { Clock } from './clock';
import { AwsError, type AwsService, type Json, type JsonObject, service } from './service';

/** What one answer holds at most, as on AWS. */
const MOST_EVENTS = 10_000;
/** How many lines of all groups together are kept; the oldest go first. */
const MOST_KEPT = 100_000;

/** CloudWatch Logs: what the functions wrote, as far as it is read again. */
export interface Logs {
  readonly service: AwsService<'FilterLogEvents' | 'DescribeLogGroups'>;
  /** Makes an empty group. */
  addGroup(group: string): void;
  /** Keeps each line of what a function wrote. */
  record(group: string, text: string): void;
}

export function createLogs({ clock }: { readonly clock: Pick<Clock, 'now'> }): Logs {
  const groups = new Set<string>();
  let kept: Kept[] = [];
  let recorded = 0;

  function filter(input: JsonObject): JsonObject {
    const group =
      text(input.logGroupName) ?? text(input.logGroupIdentifier)?.replace(/^arn:.*:log-group:/, '');
    if (group === undefined || !groups.has(group))
      throw new AwsError('ResourceNotFoundException', 'The specified log group does not exist.');
    const { startTime = 0, endTime = Number.MAX_SAFE_INTEGER, limit = MOST_EVENTS } = input;
    const matches = matcherOf(text(input.filterPattern) ?? '');
    const after = Number(text(input.nextToken) ?? -1);
    const found = kept.filter(
      (line) =>
        line.group === group &&
        line.number > after &&
        line.timestamp >= Number(startTime) &&
        line.timestamp <= Number(endTime) &&
        matches(line.message),
    );
    const page = found.slice(0, Number(limit));
    return {
      events: page.map(({ timestamp, message, number }) => ({
        eventId: String(number).padStart(56, '0'),
        logStreamName: STREAM,
        ...{ timestamp, message, ingestionTime: timestamp },
      })),
      searchedLogStreams: [],
      ...(found.length > page.length && { nextToken: String(page.at(-1)?.number) }),
    };
  }

  return {
    service: service('Logs_20140328', {
      FilterLogEvents: filter,
      DescribeLogGroups: ({ logGroupNamePrefix = '' }) => ({
        logGroups: [...groups]
          .filter((logGroupName) => logGroupName.startsWith(String(logGroupNamePrefix)))
          .sort()
          .map((logGroupName) => ({ logGroupName })),
      }),
    }),
    addGroup: (group) => void groups.add(group),
    record(group, written) {
      groups.add(group);
      for (const message of written.split('\n').filter((line) => line !== ''))
        kept.push({ group, message, timestamp: clock.now(), number: recorded++ });
      // In steps: to move a hundred thousand lines for each new one would take longer than the function.
      if (kept.length > MOST_KEPT * 1.1) kept = kept.slice(-MOST_KEPT);
    },
  };
}

const STREAM = 'local';

interface Kept {
  readonly group: string;
  readonly message: string;
  readonly timestamp: number;
  readonly number: number;
}

/**
 * Of AWS's patterns those of quoted terms: all of `"a" "b"`, any of `?"a" ?"b"`.
 * @throws AwsError for any other
 */
function matcherOf(pattern: string): (message: string) => boolean {
  if (pattern.trim() === '') return () => true;
  if (!/^\s*(?:\??"[^"]*"\s*)+$/.test(pattern))
    throw new AwsError(
      'InvalidParameterException',
      `Invalid filter pattern here: only "all" "of" or ?"any" ?"of".`,
    );
  const terms = [...pattern.matchAll(/(\??)"([^"]*)"/g)].map(([, any, term = '']) => ({
    any: any === '?',
    term,
  }));
  const all = terms.filter(({ any }) => !any);
  const some = terms.filter(({ any }) => any);
  return (message) =>
    all.every(({ term }) => message.includes(term)) &&
    (some.length === 0 || some.some(({ term }) => message.includes(term)));
}

const text = (value: Json | undefined): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;
