import { balance } from '../../infra/cli/audit/unsettled';
import { createInsightsLogs } from '../../infra/cli/logs/insights-logs';
import { logGroupNameOf } from '../../lib/names';
import { createFakeLogs } from '../support/fake-logs';

const NOW = Date.parse('2026-05-04T12:00:00.000Z');
const MINUTE = 60_000;

/** Lines as `minutes ago, word, id`, oldest first, as Logs Insights gives them. */
function audit(...lines: readonly (readonly [number, string, string])[]) {
  const events = lines.map(([ago, message, id]) => {
    const at = NOW - ago * MINUTE;
    const line = { timestamp: new Date(at).toISOString(), level: 'INFO', message, provider: 'fake', id };
    return { group: logGroupNameOf('receive'), at, message: JSON.stringify(line) };
  });
  const logs = createInsightsLogs({
    client: createFakeLogs(events).client,
    label: 'deployed',
    sleep: async () => {},
  });
  return balance(logs.lines({ since: NOW - 1_440 * MINUTE, until: NOW }), NOW);
}

it('finds nothing missing where each delivery was published or dead-lettered, repeats and replays included', async () => {
  const found = await audit(
    [60, 'accepted', 'a'],
    [59, 'published', 'a'],
    [58, 'accepted', 'b'],
    [57, 'accepted', 'b'],
    [56, 'published', 'b'],
    [50, 'accepted', 'c'],
    [49, 'dead-lettered', 'c'],
    [48, 'accepted', 'd'],
    [47, 'dead-lettered', 'd'],
    [40, 'published', 'd'],
  );
  expect(found).toEqual({ accepted: 4, published: 3, deadLettered: 1, underWay: [], missing: [] });
});

it('names what was accepted and has no outcome, though there was time', async () => {
  const { missing, underWay } = await audit(
    [60, 'accepted', 'lost'],
    [60, 'accepted', 'stuck'],
    [55, 'retried', 'stuck'],
    [60, 'accepted', 'retried'],
    [4, 'retried', 'retried'],
    [1, 'accepted', 'new'],
  );
  expect(missing.map(({ id }) => id)).toEqual(['lost', 'stuck']);
  expect(underWay.map(({ id }) => id)).toEqual(['retried', 'new']);
});
