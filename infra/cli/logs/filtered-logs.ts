import { type CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { type LogLine, readLogLine } from '../../../lib/log-line';
import { deliveryLogGroups, type LogQuery, type LogSource } from './log-source';

/**
 * The log of a running local stack, which has no Insights: every line of the groups is looked at. It works on AWS too, a
 * megabyte for each call.
 */
export function createFilteredLogs(
  client: Pick<CloudWatchLogsClient, 'send'>,
  label: string,
  groups = deliveryLogGroups(),
): LogSource {
  return {
    label,
    async *lines(query) {
      const lines: LogLine[] = [];
      for (const group of groups) for await (const line of linesOf(client, group, query)) lines.push(line);
      yield* lines.sort((a, b) => (a.timestamp < b.timestamp ? -1 : a.timestamp > b.timestamp ? 1 : 0));
    },
  };
}

async function* linesOf(
  client: Pick<CloudWatchLogsClient, 'send'>,
  logGroupName: string,
  { since, until, holding = [] }: LogQuery,
): AsyncIterable<LogLine> {
  let nextToken: string | undefined;
  do {
    const page = await client.send(
      new FilterLogEventsCommand({
        logGroupName,
        startTime: since,
        endTime: until,
        nextToken,
        ...(holding.length > 0 && {
          filterPattern: holding.map((text) => `?${JSON.stringify(text)}`).join(' '),
        }),
      }),
    );
    for (const { message = '' } of page.events ?? []) {
      const line = readLogLine(message);
      if (line) yield line;
    }
    nextToken = page.nextToken;
  } while (nextToken);
}
