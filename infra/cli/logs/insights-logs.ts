import {
  type CloudWatchLogsClient,
  GetQueryResultsCommand,
  type ResultField,
  StartQueryCommand,
  StopQueryCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { type LogLine, readLogLine } from '../../../lib/log-line';
import { deliveryLogGroups, type LogQuery, type LogSource, OUTCOME_FILTER } from './log-source';

/** The most rows that Insights answers with. */
const MOST_ROWS = 10_000;
const POLL_MS = 500;

/** What Logs Insights is asked with. */
export interface InsightsOptions {
  readonly client: Pick<CloudWatchLogsClient, 'send'>;
  /** For people: where the lines come from. */
  readonly label: string;
  /** @default those of `receive` and `normalize` */
  readonly groups?: readonly string[];
  readonly sleep?: (milliseconds: number) => Promise<unknown>;
}

/**
 * The log of a deployed stack, through CloudWatch Logs Insights. An answer holds 10,000 rows: where it is full, the time
 * is asked for in halves.
 */
export function createInsightsLogs(options: InsightsOptions): LogSource {
  const { label, groups = deliveryLogGroups(), sleep = pause } = options;

  async function* within(from: number, to: number, queryString: string): AsyncIterable<LogLine> {
    const rows = await runQuery(options.client, { groups, from, to, queryString }, sleep);
    if (rows.length < MOST_ROWS) {
      for (const row of rows) {
        const line = readLogLine(row.find(({ field }) => field === '@message')?.value ?? '');
        if (line) yield line;
      }
      return;
    }
    if (from === to)
      throw new Error(
        `Logs Insights has more than ${MOST_ROWS} lines of the second ${new Date(from * 1_000).toISOString()}: ask for an id`,
      );
    const middle = Math.floor((from + to) / 2);
    yield* within(from, middle, queryString);
    yield* within(middle + 1, to, queryString);
  }

  return {
    label,
    // Insights counts in seconds: what its first and last second hold besides is left out here.
    async *lines(query) {
      const { since, until } = query;
      for await (const line of within(Math.floor(since / 1_000), Math.floor(until / 1_000), toQuery(query))) {
        const at = Date.parse(line.timestamp);
        if (at >= since && at <= until) yield line;
      }
    },
  };
}

/** The Insights query for those lines. */
export function toQuery({ holding = [] }: Pick<LogQuery, 'holding'>): string {
  const texts = holding.map((text) => `@message like ${JSON.stringify(text)}`);
  return [
    'fields @timestamp, @message',
    OUTCOME_FILTER,
    ...(texts.length > 0 ? [`filter ${texts.join(' or ')}`] : []),
    'sort @timestamp asc',
    `limit ${MOST_ROWS}`,
  ].join(' | ');
}

interface Query {
  readonly groups: readonly string[];
  /** Seconds since 1970, inclusive. */
  readonly from: number;
  /** Seconds since 1970, inclusive. */
  readonly to: number;
  readonly queryString: string;
}

async function runQuery(
  client: Pick<CloudWatchLogsClient, 'send'>,
  { groups, from, to, queryString }: Query,
  sleep: (milliseconds: number) => Promise<unknown>,
): Promise<readonly (readonly ResultField[])[]> {
  const { queryId } = await client.send(
    new StartQueryCommand({ logGroupNames: [...groups], startTime: from, endTime: to, queryString }),
  );
  try {
    for (;;) {
      const { status, results = [] } = await client.send(new GetQueryResultsCommand({ queryId }));
      if (status === 'Complete') return results;
      if (status !== 'Scheduled' && status !== 'Running')
        throw new Error(`the Logs Insights query ended as ${status}: ask for less time`);
      await sleep(POLL_MS);
    }
  } catch (error) {
    // One that goes on would be paid for, and counts against the account's queries at a time.
    await client.send(new StopQueryCommand({ queryId })).catch(() => undefined);
    throw error;
  }
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
