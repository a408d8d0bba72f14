import { UsageError } from '../../../infra/cli/exit';
import type { LogSource } from '../../../infra/cli/logs/log-source';
import { journalSteps, withSteps } from '../../../infra/cli/trace/journal-steps';
import { ruleSteps } from '../../../infra/cli/trace/rules';
import { searchLines } from '../../../infra/cli/trace/search';
import { logHash } from '../../../lib/log-hash';
import type { LogLine } from '../../../lib/log-line';

const KEY = 'key-of-the-stack';
const EVENT = 'c0ffee00'.repeat(8);
const line = (message: LogLine['message'], fields: Partial<LogLine>): LogLine => ({
  ...{ timestamp: '2026-11-25T02:14:00.000Z', level: 'INFO', message, provider: 'shop' },
  ...fields,
});
const LINES = [
  line('accepted', { id: EVENT, correlationId: 'request-12345', orderHash: logHash(KEY, '70') }),
  line('retried', { id: EVENT, correlationId: 'request-12345' }),
  line('published', {
    ...{ id: EVENT, correlationId: 'request-12345', traceId: '4bf92f3577b34da6a3ce929d0e0e4736' },
    ...{
      numberHash: logHash(KEY, 'ORD-7'),
      eventHash: logHash(KEY, 'their-event-1'),
      orderHash: logHash(KEY, '70'),
    },
  }),
  line('refused', { correlationId: 'request-refused', code: 'SIGNATURE_MISMATCH' }),
  line('published', { id: 'd'.repeat(64), correlationId: EVENT.slice(0, 20) }),
];

const asked: (readonly string[] | undefined)[] = [];
const logs: LogSource = {
  label: 'a log',
  async *lines({ holding }) {
    asked.push(holding);
    for (const one of LINES)
      if (!holding || holding.some((text) => JSON.stringify(one).includes(text))) yield one;
  },
};
const search = (word: string, hashKey: string | undefined = KEY) =>
  searchLines({ logs, word, hashKey, since: 0, until: 1 });
beforeEach(() => {
  asked.length = 0;
});

it.each([
  ["the order's number", 'ORD-7'],
  ["the provider's id of the order", '70'],
  ["the order's canonical id", 'shop:acme:70'],
  ["the provider's id of the event", 'their-event-1'],
  ["the event's id", EVENT],
  ["the beginning of the event's id", EVENT.slice(0, 12)],
  ['the correlation id', 'request-12345'],
  ['the trace id', '4bf92f3577b34da6a3ce929d0e0e4736'],
])('finds every line of a delivery by %s', async (_, word) => {
  expect((await search(word)).map(({ message }) => message).sort()).toEqual([
    'accepted',
    'published',
    'retried',
  ]);
});

it('finds a refusal by its request, and nothing where nothing is', async () => {
  expect((await search('request-refused')).map(({ code }) => code)).toEqual(['SIGNATURE_MISMATCH']);
  expect(await search('ORD-8')).toEqual([]);
});

it('asks for no text that would be an order’s number', async () => {
  await search('ORD-7');
  expect(JSON.stringify(asked)).not.toContain('ORD-7');
});

it('says that an order cannot be found without the key', async () => {
  await expect(search('ORD-7', '')).resolves.toEqual([]);
  const without = searchLines({ logs, word: 'ORD-7', hashKey: undefined, since: 0, until: 1 });
  await expect(without).rejects.toThrow(UsageError);
  await expect(without).rejects.toThrow("the stack's output LogHashKey");
});

it('tells from the journal who took an event, and where it ended', () => {
  const entry = (kind: string, where: string, content: object) => ({
    ...{ at: Date.parse('2026-11-25T02:14:05Z'), kind, where, ids: [] },
    text: JSON.stringify(content),
  });
  const arn = 'arn:aws:lambda:us-east-1:000000000000:function:ship';
  const steps = journalSteps([
    entry('events.matched', 'order-events', { rules: ['ship', 'count'] }),
    entry('events.delivered', 'count', { target: 'arn:aws:sqs:us-east-1:000000000000:inbox' }),
    entry('events.retried', 'ship', { target: arn, error: 'NO_PERMISSIONS' }),
    entry('events.dead-lettered', 'ship', { target: arn, error: 'NO_PERMISSIONS', queue: 'a:b:ship-dead' }),
    entry('sqs.SendMessage', 'inbox', {}),
    entry('events.matched', 'order-events', { rules: [] }),
  ]);
  expect(steps.map(({ place, text }) => `${place}: ${text}`)).toEqual([
    'rule: taken by ship, count',
    'target: count: inbox has it',
    'target: ship: ship did not take it: NO_PERMISSIONS',
    'dead letter: ship: NO_PERMISSIONS; it is in ship-dead',
    'rule: no rule of the bus takes it',
  ]);
  const earlier = { at: '2026-11-25T02:14:01.000Z', place: 'bus', tone: 'good', text: 'published' } as const;
  const trace = { key: 'k', provider: 'shop', correlationIds: [], state: 'published', steps } as const;
  expect(withSteps(trace, [earlier]).steps[0]).toBe(earlier);
});

it('says who takes such an event today where there is no journal', async () => {
  const rules = [
    { Name: 'all', EventPattern: '{"source":[{"prefix":"orders."}]}' },
    { Name: 'paid', EventPattern: '{"detail-type":["order.created.v1"],"detail":{"data":{"a":["b"]}}}' },
    { Name: 'others', EventPattern: '{"source":["orders.other"]}' },
    { Name: 'off', EventPattern: '{"source":[{"prefix":"orders."}]}', State: 'DISABLED' },
  ];
  const send = async ({ input }: { input: { Rule?: string } }) =>
    input.Rule ? { Targets: [{ Arn: `arn:aws:sqs:r:1:${input.Rule}-inbox` }] } : { Rules: rules };
  const published = {
    at: '2026-11-25T02:14:01.000Z',
    place: 'bus',
    tone: 'good',
    text: 'published',
  } as const;
  const trace = {
    key: 'k',
    provider: 'shop',
    correlationIds: [],
    state: 'published',
    type: 'order.created.v1',
  } as const;
  const [step, ...more] = await ruleSteps({ send } as never, 'order-events', {
    ...trace,
    steps: [published],
  });
  expect(more).toEqual([]);
  expect(step?.details).toEqual(['all → all-inbox', 'paid → paid-inbox (if the rest of its pattern fits)']);
  expect(await ruleSteps({ send } as never, 'order-events', { ...trace, steps: [] })).toEqual([]);
});
