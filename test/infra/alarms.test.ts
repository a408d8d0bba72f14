import { backoffSeconds } from '../../functions/backoff';
import { DEFAULT_NAME, METRIC_NAMESPACE, NAME_DIMENSION } from '../../lib/names';
import { failed, openConsumer, recordOf } from '../functions/normalize-fixture';
import { openReceiver, type ReceiverOptions, signed, unsigned } from '../functions/receive-fixture';
import {
  createMetricStore,
  isRinging,
  type MetricStore,
  READINGS,
  type Reading,
} from '../support/alarm-state';
import { fakeProvider } from '../support/fake-provider';
import { type Resource, resources, templateOf } from './templates';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const START = Date.parse('2026-05-04T00:00:00Z');
const END = START + 24 * HOUR;
/** A fault lasts from here on for four hours. */
const FAULT = START + 3 * HOUR;
const FAULT_HOURS = 4;

const RATES = [
  ['one order an hour', { every: HOUR, weight: 1 }],
  ['a hundred orders a second', { every: MINUTE, weight: 6_000 }],
] as const;
type Rate = (typeof RATES)[number][1];

// The alarms of one provider and of what all have in common: those of the other provider are the same.
const alarms = resources(templateOf('full'), 'AWS::CloudWatch::Alarm').filter(
  (alarm) => !JSON.stringify(alarm).includes('shop') && !alarm.id.startsWith('Shop'),
);
const paragraphOf = ({ Properties }: Resource): string =>
  /RUNBOOK\.md#([\w-]+)\.$/.exec(Properties.AlarmDescription)?.[1] ?? '';
const alarmsOf = (paragraph: string): Resource[] => {
  const found = alarms.filter((alarm) => paragraphOf(alarm) === paragraph);
  if (found.length === 0) throw new Error(`no alarm leads to ${paragraph}`);
  return found;
};

/** Numbers that our functions wrote: lines of the embedded metric format, with their times from a beginning. */
interface Written {
  readonly lines: readonly Readonly<Record<string, unknown>>[];
  readonly beginning: number;
}

const ORDER = { event: 'made', order: 'a', state: 1 };

async function received(
  options: ReceiverOptions,
  request = signed(ORDER),
  endpoint = 'store',
): Promise<Written> {
  const receiver = openReceiver(options);
  const beginning = receiver.clock.now;
  await receiver.post(request, endpoint);
  return { lines: receiver.embedded(), beginning };
}

/** What normalize writes of a delivery that it gets so long after its arrival. */
async function normalized(
  options: Parameters<typeof openConsumer>[0],
  age = 1_000,
  receives = 1,
): Promise<Written> {
  const consumer = openConsumer(options);
  const beginning = consumer.clock.now - 1_000;
  consumer.clock.now = beginning + age;
  await consumer.run(recordOf(ORDER, { receives }));
  return { lines: consumer.embedded(), beginning };
}

/** Puts those numbers at a time, as if so many deliveries had been written of. */
function put(store: MetricStore, { lines, beginning }: Written, at: number, weight: number): void {
  for (const line of lines) {
    const { Timestamp, CloudWatchMetrics } = line._aws as {
      Timestamp: number;
      CloudWatchMetrics: { Namespace: string; Dimensions: string[][]; Metrics: { Name: string }[] }[];
    };
    for (const { Namespace, Dimensions, Metrics } of CloudWatchMetrics)
      for (const { Name } of Metrics)
        for (const value of [line[Name]].flat() as number[])
          store.put(
            {
              namespace: Namespace,
              name: Name,
              dimensions: {
                [NAME_DIMENSION]: DEFAULT_NAME,
                ...Object.fromEntries((Dimensions[0] ?? []).map((name) => [name, line[name]])),
                Provider: 'acme',
              },
            },
            at + Timestamp - beginning,
            value,
            weight,
          );
  }
}

/** Puts a number of an AWS service where an alarm looks for it. */
function putWatched(store: MetricStore, paragraph: string, name: string, at: number, value: number): void {
  for (const { Properties } of alarmsOf(paragraph)) {
    const metrics = Properties.Metrics?.flatMap(
      ({ MetricStat }: { MetricStat?: { Metric: unknown } }) => MetricStat?.Metric ?? [],
    ) ?? [Properties];
    for (const { Namespace, MetricName, Dimensions } of metrics)
      if (MetricName === name)
        store.put(
          {
            namespace: Namespace,
            name,
            dimensions: Object.fromEntries(
              Dimensions.map(({ Name, Value }: { Name: string; Value: unknown }) => [Name, Value]),
            ),
          },
          at,
          value,
        );
  }
}

const times = (from: number, to: number, every: number): number[] =>
  Array.from({ length: Math.ceil((to - from) / every) }, (_, i) => from + i * every);

/** A day in which all is well. */
async function healthyDay(rate: Rate | { every: number; weight: number }): Promise<MetricStore> {
  const store = createMetricStore();
  const [accepted, published] = [await received({}), await normalized({})];
  for (const at of times(START, END, rate.every)) {
    // Not at the full minute: the event of some orders comes in the next one, as it does.
    put(store, accepted, at + 59_500, rate.weight);
    put(store, published, at + 59_500, rate.weight);
  }
  for (const at of times(START, END, MINUTE)) {
    for (const name of ['ApproximateNumberOfMessagesVisible', 'ApproximateNumberOfMessagesNotVisible'])
      putWatched(store, 'dead-letters', name, at, 0);
    putWatched(store, 'old-delivery', 'ApproximateAgeOfOldestMessage', at, 0);
  }
  return store;
}

/** Which paragraphs' alarms ring at any time of the day, in any reading of what AWS leaves open. */
function ringing(
  store: MetricStore,
  watched = alarms,
  readings = READINGS,
  [from, until]: readonly [number, number] = [START, END],
): string[] {
  const found = watched.filter(({ Properties }) =>
    readings.some((reading) =>
      times(from, until, 5 * MINUTE).some((at) => isRinging(Properties, store, at, reading)),
    ),
  );
  return [...new Set(found.map(paragraphOf))].sort();
}

const EXTREMES = READINGS.filter((_, i) => i === 0 || i === READINGS.length - 1);

describe('in a day without a fault no alarm rings', () => {
  it.each([
    ['of 96 orders', { every: 15 * MINUTE, weight: 1 }],
    ['of a hundred orders a second', { every: MINUTE, weight: 6_000 }],
  ])('%s', async (_, rate) => {
    expect(ringing(await healthyDay(rate), alarms, EXTREMES)).toEqual([]);
  });

  it('though an old dead letter lies there, and somebody looks at it', async () => {
    const store = createMetricStore();
    for (const at of times(START, END, MINUTE)) {
      const taken = at > FAULT && at < FAULT + 10 * MINUTE;
      putWatched(store, 'dead-letters', 'ApproximateNumberOfMessagesVisible', at, taken ? 0 : 1);
      putWatched(store, 'dead-letters', 'ApproximateNumberOfMessagesNotVisible', at, taken ? 1 : 0);
    }
    expect(ringing(store, alarmsOf('dead-letters'), READINGS, [START + HOUR, END])).toEqual([]);
  });

  it('though the bus refuses a delivery now and then, and one 503 is repeated', async () => {
    const store = await healthyDay({ every: 15 * MINUTE, weight: 1 });
    put(store, await normalized({ outcome: () => failed('ThrottlingException') }), FAULT, 1);
    put(store, await received({ send: () => Promise.reject(new Error('no')) }), FAULT, 1);
    expect(ringing(store, alarms, EXTREMES, [FAULT, FAULT + 3 * HOUR])).toEqual([]);
  });
});

const rejecting = () => Promise.reject(new Error('out of reach'));
const throwing = () => {
  throw new TypeError('a bug');
};

/** Each fault, as what becomes of an order: what is written of it, and of it alone. */
const FAULTS: [string, string, () => Promise<Written>][] = [
  ['signature-mismatch', 'a secret was rotated', () => received({}, signed(ORDER, 'other'))],
  ['endpoint-refused', 'the webhook has another address', () => received({}, signed(ORDER), 'nowhere')],
  [
    'endpoint-refused',
    'the entry is invalid',
    () => received({ document: () => JSON.stringify({ store: { secrets: 'no list' } }) }),
  ],
  [
    'endpoint-refused',
    'the entry has no secret',
    () => received({ document: () => JSON.stringify({ store: { secrets: [], account: 'a' } }) }),
  ],
  ['secrets-unreadable', 'the document is no JSON', () => received({ document: () => '{' })],
  ['secrets-unreadable', 'the document is out of reach', () => received({ document: rejecting })],
  ['too-large', 'an order has 10 MB', () => received({}, signed('x'.repeat(4 * 1_048_576 + 1)))],
  [
    'internal-error',
    'receiving has a bug',
    () => received({ provider: { ...fakeProvider(), identify: throwing } }),
  ],
  ['unavailable', 'the queue is out of reach', () => received({ send: rejecting })],
];

describe.each(RATES)('at %s an alarm rings', (_, rate) => {
  it.each(FAULTS)('%s: %s', async (paragraph, __, write) => {
    const store = createMetricStore();
    const [healthy, written] = [await received({}), await write()];
    for (const at of times(START, END, rate.every)) {
      const faulty = at >= FAULT && at < FAULT + FAULT_HOURS * HOUR;
      put(store, faulty ? written : healthy, at, rate.weight);
    }
    const watched = alarmsOf(paragraph);
    for (const reading of READINGS) expect(ringing(store, watched, [reading])).toEqual([paragraph]);
    expect(ringing(store, watched, READINGS, [START, FAULT])).toEqual([]);
  });

  it.each(['not-published', 'retried-long'])('%s: the bus accepts nothing', async (paragraph) => {
    const store = createMetricStore();
    const [accepted, published] = [await received({}), await normalized({})];
    const tries: [number, Written][] = [];
    for (let age = 1_000, receives = 1; age < FAULT_HOURS * HOUR; receives++) {
      tries.push([age, await normalized({ outcome: () => failed('ThrottlingException') }, age, receives)]);
      age += backoffSeconds(receives, 0) * 1_000;
    }
    for (const at of times(START, END, rate.every)) {
      put(store, accepted, at, rate.weight);
      if (at < FAULT || at >= FAULT + FAULT_HOURS * HOUR) put(store, published, at, rate.weight);
      else
        for (const [age, written] of tries)
          if (at + age < FAULT + FAULT_HOURS * HOUR) put(store, written, at, rate.weight);
    }
    for (const reading of READINGS)
      expect(ringing(store, alarmsOf(paragraph), [reading])).toEqual([paragraph]);
    expect(ringing(store, alarmsOf(paragraph), READINGS, [START, FAULT])).toEqual([]);
  });

  it('unsettled: a hundredth of the deliveries is lost, or one', async () => {
    const store = createMetricStore();
    const [accepted, published] = [await received({}), await normalized({})];
    for (const at of times(START, END, rate.every)) {
      put(store, accepted, at, rate.weight);
      const lost = at >= FAULT && at < FAULT + HOUR ? Math.ceil(rate.weight / 100) : 0;
      put(store, published, at, rate.weight - lost);
    }
    for (const reading of READINGS)
      expect(ringing(store, alarmsOf('unsettled'), [reading])).toEqual(['unsettled']);
    // Not while it may still be retried.
    expect(ringing(store, alarmsOf('unsettled'), READINGS, [START, FAULT + 6 * HOUR])).toEqual([]);
  });
});

it('what became late of a delivery settles it', async () => {
  const store = createMetricStore();
  const [accepted, late] = [await received({}), await normalized({}, 5 * HOUR)];
  for (const at of times(START, END, HOUR)) {
    put(store, accepted, at, 1);
    put(store, late, at, 1);
  }
  expect(ringing(store, alarmsOf('unsettled'))).toEqual([]);
});

it.each([
  ['sent', true],
  ['moved by SQS', false],
])('dead-letters: rings for a new one that was %s, though an old one lies there', (_, sent) => {
  const [paragraph, store] = ['dead-letters', createMetricStore()];
  for (const at of times(START, END, MINUTE)) {
    putWatched(store, paragraph, 'ApproximateNumberOfMessagesVisible', at, at >= FAULT ? 2 : 1);
    putWatched(store, paragraph, 'ApproximateNumberOfMessagesNotVisible', at, 0);
  }
  if (sent) putWatched(store, paragraph, 'NumberOfMessagesSent', FAULT, 1);
  const rings = (from: number, to: number, reading: Reading) =>
    ringing(store, alarmsOf(paragraph), [reading], [from, to]).length > 0;
  // Before, and after it: so the next one rings too.
  for (const reading of READINGS)
    expect([
      rings(START + HOUR, FAULT, reading),
      rings(FAULT, FAULT + HOUR, reading),
      rings(FAULT + HOUR, END, reading),
    ]).toEqual([false, true, false]);
});

it.each([
  ['throttled', 'Throttled', 1],
  ['unanswered', 'Unanswered', 1],
  ['function-errors', 'Errors', 1],
  ['old-delivery', 'ApproximateAgeOfOldestMessage', 901],
  ['old-dead-letter', 'ApproximateAgeOfOldestMessage', 11 * 24 * 3600],
  ['bus-failures', 'BusFailures', 1],
  ['failed-invocations', 'FailedInvocations', 1],
  ['lost-invocations', 'InvocationsFailedToBeSentToDlq', 1],
])('%s: rings at the first %s', (paragraph, name, value) => {
  const store = createMetricStore();
  putWatched(store, paragraph, name, FAULT, value);
  for (const reading of READINGS) expect(ringing(store, alarmsOf(paragraph), [reading])).toEqual([paragraph]);
});

it('function-throttles: rings where it goes on', () => {
  const store = createMetricStore();
  for (const at of [FAULT, FAULT + HOUR]) putWatched(store, 'function-throttles', 'Throttles', at, 1);
  for (const reading of READINGS)
    expect(ringing(store, alarmsOf('function-throttles'), [reading])).toEqual(['function-throttles']);
});

describe('a flood of requests without a signature', () => {
  const flood = async (store: MetricStore) => {
    const written = await received({}, unsigned(signed(ORDER)));
    for (const at of times(START, END, MINUTE)) put(store, written, at, 500 * 60);
  };

  it('rings nothing as long as it fits into the route, and throttled beyond', async () => {
    const store = await healthyDay({ every: HOUR, weight: 1 });
    await flood(store);
    const hours = [FAULT, FAULT + 2 * HOUR] as const;
    expect(ringing(store, alarms, EXTREMES, hours)).toEqual([]);
    putWatched(store, 'throttled', 'Throttled', FAULT, 1);
    expect(ringing(store, alarms, EXTREMES, hours)).toEqual(['throttled']);
  });

  it('hides no other fault', async () => {
    const store = createMetricStore();
    await flood(store);
    const mismatch = await received({}, signed(ORDER, 'other'));
    for (const at of times(FAULT, FAULT + 4 * HOUR, HOUR)) put(store, mismatch, at, 1);
    expect(ringing(store, alarmsOf('signature-mismatch'))).toEqual(['signature-mismatch']);
  });
});

describe('silence', () => {
  const silence = resources(templateOf('every'), 'AWS::CloudWatch::Alarm').filter(
    (alarm) => paragraphOf(alarm) === 'silence',
  );
  const accepted = {
    namespace: METRIC_NAMESPACE,
    name: 'Accepted',
    dimensions: { [NAME_DIMENSION]: 'shop-staging', Provider: 'acme' },
  };

  it.each([
    ['no request comes', []],
    ['requests come and none is accepted', [0]],
  ])('rings after twelve hours in which %s, and not before', (_, values) => {
    const store = createMetricStore();
    for (const at of times(START - 12 * HOUR, START, HOUR)) store.put(accepted, at, 1);
    for (const at of times(START, END, HOUR)) for (const value of values) store.put(accepted, at, value);
    for (const reading of READINGS) {
      expect(ringing(store, silence, [reading], [START, START + 11 * HOUR])).toEqual([]);
      expect(ringing(store, silence, [reading], [START, START + 14 * HOUR])).toEqual(['silence']);
    }
  });

  it('is only listened for where a setting says so', () => {
    expect(silence).toHaveLength(1);
    expect(alarms.filter((alarm) => paragraphOf(alarm) === 'silence')).toEqual([]);
  });
});
