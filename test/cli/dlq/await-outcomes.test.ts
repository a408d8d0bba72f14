import { createManualClock } from '@order-events/local';
import { awaitOutcomes } from '../../../infra/cli/dlq/await-outcomes';
import type { LogQuery } from '../../../infra/cli/logs/log-source';
import type { LogLine } from '../../../lib/log-line';

const line = (message: LogLine['message'], id: string, fields: Partial<LogLine> = {}): LogLine => ({
  ...{ timestamp: '2026-01-01T00:00:00.000Z', level: 'INFO', message, provider: 'shop', id, replay: true },
  ...fields,
});

/** @param looks what the log holds at each look; the last stays */
async function outcomesOf(ids: readonly string[], looks: readonly (readonly LogLine[])[]) {
  const clock = createManualClock();
  const asked: LogQuery[] = [];
  const logs = {
    label: 'a log',
    async *lines(query: LogQuery) {
      asked.push(query);
      yield* looks[Math.min(asked.length, looks.length) - 1] ?? [];
    },
  };
  const options = { logs, clock, everyMs: 1_000, progress() {}, signal: new AbortController().signal };
  let done = false;
  const running = awaitOutcomes(new Set(ids), clock.now(), options).finally(() => {
    done = true;
  });
  while (!done) {
    await clock.advance(1_000);
    await new Promise(setImmediate);
  }
  return { outcomes: Object.fromEntries(await running), asked };
}

it('waits until each is published, or dead again and why', async () => {
  const { outcomes, asked } = await outcomesOf(
    ['a', 'b'],
    [
      [],
      [line('published', 'a')],
      [line('published', 'a'), line('dead-lettered', 'b', { code: 'NOT_JSON', stage: 'parse' })],
    ],
  );
  expect(outcomes).toEqual({
    a: { outcome: 'published' },
    b: { outcome: 'dead again', why: 'NOT_JSON (parse)' },
  });
  expect(asked.map(({ holding }) => holding)).toEqual([['a', 'b'], ['a', 'b'], ['b']]);
});

it('takes a retry for no end, and ends after a minute', async () => {
  const { outcomes, asked } = await outcomesOf(['a', 'b'], [[line('retried', 'a', { code: 'Throttled' })]]);
  expect(outcomes).toEqual({
    a: { outcome: 'not settled', why: 'Throttled' },
    b: { outcome: 'not settled' },
  });
  expect(asked.length).toBeGreaterThan(30);
});

it('takes no line of the delivery before its replay', async () => {
  const { outcomes } = await outcomesOf(['a'], [[line('published', 'a', { replay: undefined })]]);
  expect(outcomes).toEqual({ a: { outcome: 'not settled' } });
});

it('asks for all lines where the ids would not fit into a filter', async () => {
  const ids = Array.from({ length: 11 }, (_, i) => `id-${i}`);
  const { asked } = await outcomesOf(ids, [ids.map((id) => line('published', id))]);
  expect(asked).toHaveLength(1);
  expect(asked[0]?.holding).toBeUndefined();
});
