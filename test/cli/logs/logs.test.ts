import { createFilteredLogs } from '../../../infra/cli/logs/filtered-logs';
import { createInsightsLogs } from '../../../infra/cli/logs/insights-logs';
import type { LogQuery, LogSource } from '../../../infra/cli/logs/log-source';
import { logGroupNameOf } from '../../../lib/names';
import { createFakeLogs, type FakeLogEvent } from '../../support/fake-logs';

const START = Date.parse('2026-05-04T10:00:00.000Z');
const SECOND = 1_000;

const event = (name: string, seconds: number, message: string, id: string): FakeLogEvent => {
  const at = START + seconds * SECOND;
  const line = { timestamp: new Date(at).toISOString(), level: 'INFO', message, provider: 'fake', id };
  return { group: logGroupNameOf(name), at, message: JSON.stringify(line) };
};
const EVENTS = [
  event('receive', 0, 'accepted', 'a'),
  event('receive', 2, 'accepted', 'b'),
  event('receive', 3, 'secret document suspect', 'c'),
  { group: logGroupNameOf('receive'), at: START, message: '{"_aws":{},"Provider":"fake","Accepted":1}' },
  event('normalize', 1, 'published', 'a'),
  event('normalize', 4, 'retried', 'b'),
];
const DAY: LogQuery = { since: START, until: START + 86_400 * SECOND };

const sources = (): [string, LogSource][] => [
  ['the log of a local stack', createFilteredLogs(createFakeLogs(EVENTS).client, 'local')],
  [
    'Logs Insights',
    createInsightsLogs({ client: createFakeLogs(EVENTS).client, label: 'deployed', sleep: async () => {} }),
  ],
];

/** What came, in short. */
async function read(source: LogSource, query: Partial<LogQuery> = {}): Promise<string[]> {
  const lines: string[] = [];
  for await (const { message, id } of source.lines({ ...DAY, ...query })) lines.push(`${message} ${id}`);
  return lines;
}

describe.each(sources())('%s', (_, source) => {
  it('gives the lines that say what became of a delivery, oldest first', async () => {
    expect(await read(source)).toEqual(['accepted a', 'published a', 'accepted b', 'retried b']);
  });

  it('gives those of a time', async () => {
    expect(await read(source, { since: START + SECOND, until: START + 2 * SECOND })).toEqual([
      'published a',
      'accepted b',
    ]);
    expect(await read(source, { since: START + 1 })).toEqual(['published a', 'accepted b', 'retried b']);
  });

  it('gives those that hold one of some texts', async () => {
    expect(await read(source, { holding: ['nowhere'] })).toEqual([]);
    expect(await read(source, { holding: ['published', 'nowhere'] })).toEqual(['published a']);
  });
});

describe('an answer that is full', () => {
  it('is followed by its next page', async () => {
    const source = createFilteredLogs(createFakeLogs(EVENTS, { mostRows: 1 }).client, 'local');
    expect(await read(source)).toHaveLength(4);
  });

  it('is asked for in halves, where it is an answer of Insights', async () => {
    const many = Array.from({ length: 10_001 }, (_, i) => event('receive', i % 4, 'accepted', `n${i}`));
    const logs = createFakeLogs(many);
    const source = createInsightsLogs({ client: logs.client, label: 'deployed', sleep: async () => {} });
    const found = await read(source, { until: START + 3 * SECOND });
    expect(new Set(found).size).toBe(10_001);
    expect(logs.asked.map(({ from, to }) => to - from)).toEqual([3, 1, 1]);
  });

  it('of a single second ends in what to do', async () => {
    const many = Array.from({ length: 10_000 }, (_, i) => event('receive', 0, 'accepted', `n${i}`));
    const source = createInsightsLogs({
      client: createFakeLogs(many).client,
      label: 'deployed',
      sleep: async () => {},
    });
    await expect(read(source)).rejects.toThrow('ask for an id');
  });
});

it('stops a query that ends otherwise', async () => {
  const logs = createFakeLogs(EVENTS, { status: 'Timeout' });
  const source = createInsightsLogs({ client: logs.client, label: 'deployed', sleep: async () => {} });
  await expect(read(source)).rejects.toThrow('Timeout');
  expect(logs.stopped).toEqual(['0']);
});
