import { createLogSource } from '../../../infra/cli/console/log-source';
import { createInsightsLogs } from '../../../infra/cli/logs/insights-logs';
import { deliveryLogGroups } from '../../../infra/cli/logs/log-source';
import { logHash } from '../../../lib/log-hash';
import { createFakeLogs } from '../../support/fake-logs';

const NOW = Date.parse('2026-01-02T04:00:00Z');
const HOUR_MS = 3_600_000;
const KEY = 'the key of this stack';
const ID = 'b98fe460fea18699f5637d2f4f07c552f844b262f43f079dcd6f48ca5ac6eeac';
const [receive = '', normalize = ''] = deliveryLogGroups();

/** What our functions log of one order that is dead-lettered and then replayed, and of a request that is refused. */
function open({ hashKey = KEY, since = NOW - HOUR_MS }: { hashKey?: string; since?: number } = {}) {
  const lines: { group: string; at: number; message: string }[] = [];
  const log = (group: string, at: number, fields: object) => {
    const about = { level: 'INFO', provider: 'some-shop', endpoint: 'us' };
    const timestamp = new Date(at).toISOString();
    lines.push({ group, at, message: JSON.stringify({ timestamp, ...about, ...fields }) });
  };
  const own = { id: ID, correlationId: 'request-1', orderHash: logHash(KEY, '7') };
  log(receive, NOW - 60_000, { message: 'accepted', ...own, event: 'order.made', key: 1 });
  log(receive, NOW - 50_000, { message: 'refused', correlationId: 'request-2', code: 'SIGNATURE_MISMATCH' });
  log(normalize, NOW - 59_000, {
    ...{ message: 'dead-lettered', ...own, code: 'SCHEMA_MISMATCH', stage: 'validate', receives: 1 },
    issues: ['/currency: is missing'],
  });
  const fake = createFakeLogs(lines);
  const source = createLogSource({
    logs: createInsightsLogs({
      client: fake.client,
      label: 'a test',
      sleep: async () => undefined,
    }),
    info: { kind: 'deployed', label: 'a test' },
    ...{ hashKey, since, now: () => NOW },
    withSubscribers: async (trace) => trace,
    warn: (text) => {
      throw new Error(text);
    },
  });
  const publish = () =>
    log(normalize, NOW - 1_000, {
      ...{ message: 'published', ...own, type: 'order.created.v1', receives: 1, age: 59_000, replay: true },
      numberHash: logHash(KEY, 'A-7'),
    });
  return { source, publish };
}

it('lists what the log tells of each delivery', async () => {
  const { source } = open();
  const rows = [...(await source.rows())].sort((a, b) => a.at - b.at);
  expect(rows).toMatchObject([
    {
      ...{ key: ID, at: NOW - 60_000, provider: 'some-shop', endpoint: 'us', outcome: 'dead-lettered' },
      ...{ code: 'SCHEMA_MISMATCH', attempts: 1, secretPosition: 1, type: 'order.made' },
    },
    { key: 'request-2', outcome: 'refused', code: 'SIGNATURE_MISMATCH', attempts: 0 },
  ]);
  expect(rows[1]?.id).toBeUndefined();
});

it('finds an order by its number or id, also of a time that is not listed, and says what became of it', async () => {
  const { source, publish } = open({ since: NOW - 2_000 });
  expect(await source.rows()).toEqual([]);
  publish();
  for (const word of ['A-7', '7', 'some-shop:acme:7', ID, ID.slice(0, 12), 'request-1']) {
    const rows = await source.search?.(word);
    expect(rows).toMatchObject([{ key: ID, outcome: 'published', type: 'order.created.v1', tookMs: 59_000 }]);
  }
  expect(await source.search?.('A-8')).toEqual([]);
});

it('shows the way of one as far as logs know it, and says what they do not', async () => {
  const { source } = open();
  const known = await source.find(ID);
  expect(known?.way.map(({ kind, state }) => `${kind} ${state}`)).toEqual([
    ...['receive passed', 'queue passed', 'normalize failed', 'bus not reached', 'dead letters failed'],
  ]);
  expect(known?.issues).toEqual(['/currency: is missing']);
  expect(known?.event).toBeUndefined();
  expect(known?.gaps.join(' ')).toContain('no payload');
  const refused = await source.find('request-2');
  expect(refused?.way.map(({ kind, state }) => `${kind} ${state}`)).toEqual(['receive failed']);
  expect(await source.find('request-9')).toBeUndefined();
});
