import {
  FilterLogEventsCommand,
  GetQueryResultsCommand,
  StartQueryCommand,
  StopQueryCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { parseJson } from '../../lib/json';

/** A line of a log group. */
export interface FakeLogEvent {
  readonly group: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly message: string;
}

/** How it answers. */
export interface FakeLogsOptions {
  /** @default 10,000 */
  readonly mostRows?: number;
  /** @default Complete */
  readonly status?: string;
}

/**
 * CloudWatch Logs as the commands use it: Insights runs the queries that `toQuery` writes, and refuses any other. Rows
 * come in Insights' own form; seconds are inclusive at both ends.
 */
export function createFakeLogs(
  events: readonly FakeLogEvent[],
  { mostRows = 10_000, status = 'Complete' }: FakeLogsOptions = {},
) {
  const asked: { from: number; to: number; query: string }[] = [];
  const stopped: string[] = [];
  const polls = new Map<string, number>();

  function run(index: number) {
    const { from, to, query } = asked[index] as (typeof asked)[number];
    const [fields, outcomes = '', ...rest] = query.split(' | ');
    const limit = rest.pop();
    const sort = rest.pop();
    if (
      fields !== 'fields @timestamp, @message' ||
      sort !== 'sort @timestamp asc' ||
      !/^limit \d+$/.test(limit ?? '')
    )
      throw new Error(`an Insights query that is not known here: ${query}`);
    const words = quoted(outcomes);
    const holding = rest.length > 0 ? quoted(rest.join(' ')) : undefined;
    return events
      .filter(({ at }) => Math.floor(at / 1_000) >= from && Math.floor(at / 1_000) <= to)
      .filter(({ message }) => {
        const line = parseJson(message) as { message?: string } | undefined;
        return (
          words.includes(line?.message ?? '') && (!holding || holding.some((text) => message.includes(text)))
        );
      })
      .sort((a, b) => a.at - b.at)
      .slice(0, mostRows)
      .map(({ at, message }) => [
        { field: '@timestamp', value: new Date(at).toISOString() },
        { field: '@message', value: message },
        { field: '@ptr', value: 'x' },
      ]);
  }

  async function send(command: object): Promise<object> {
    if (command instanceof StartQueryCommand) {
      const { startTime = 0, endTime = 0, queryString = '' } = command.input;
      asked.push({ from: startTime, to: endTime, query: queryString });
      return { queryId: String(asked.length - 1) };
    }
    if (command instanceof GetQueryResultsCommand) {
      const id = command.input.queryId ?? '';
      polls.set(id, (polls.get(id) ?? 0) + 1);
      // The first look comes too early.
      if (polls.get(id) === 1) return { status: 'Running', results: [] };
      return status === 'Complete' ? { status, results: run(Number(id)) } : { status };
    }
    if (command instanceof StopQueryCommand) {
      stopped.push(command.input.queryId ?? '');
      return {};
    }
    if (command instanceof FilterLogEventsCommand) {
      const {
        logGroupName,
        startTime = 0,
        endTime = Number.MAX_SAFE_INTEGER,
        nextToken = '0',
      } = command.input;
      const texts = quoted(command.input.filterPattern ?? '');
      const found = events.filter(
        ({ group, at, message }) =>
          group === logGroupName &&
          at >= startTime &&
          at <= endTime &&
          (texts.length === 0 || texts.some((text) => message.includes(text))),
      );
      const first = Number(nextToken);
      const more = first + mostRows < found.length;
      return {
        events: found.slice(first, first + mostRows).map(({ at, message }) => ({ timestamp: at, message })),
        ...(more && { nextToken: String(first + mostRows) }),
      };
    }
    throw new Error(`a call that is not known here: ${command.constructor.name}`);
  }

  return { client: { send } as never, asked, stopped };
}

const quoted = (text: string): string[] => [...text.matchAll(/"([^"]*)"/g)].map(([, word = '']) => word);
