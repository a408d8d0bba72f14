import { examples, type TargetEvent, toTarget } from '../../infra/contract/examples';
import { rulePatterns } from '../../infra/contract/rule-patterns';
import { readBusEvent } from '../../infra/eventbridge/bus-event';
import { compilePattern } from '../../infra/eventbridge/pattern';
import { matchesPattern } from '../../infra/eventbridge/pattern-match';
import type { OrderEvent } from '../../lib/order/order-event';
import { providers } from '../../lib/providers';
import { exampleEvent } from '../support/example-event';
import { withValue } from '../support/leaves';
import { fixtureEvents } from './fixture-events';

/** What no fixture has, and the patterns ask for. */
const MORE = [withValue(exampleEvent(), '/data/summary/hasDispute', true) as OrderEvent];
const events = [...fixtureEvents.map(({ event }) => event), ...MORE].map((event) => toTarget(event));
/** Something else that is on the bus. */
const stranger: TargetEvent<OrderEvent> = { ...toTarget(exampleEvent()), source: 'aws.s3' };
const all: readonly TargetEvent<OrderEvent>[] = [...events, stranger];

const matches = (pattern: object) => {
  const compiled = compilePattern(JSON.stringify(pattern));
  return (event: object) => matchesPattern(compiled, readBusEvent(JSON.stringify(event)).value);
};

const namesOf = (some: readonly TargetEvent<OrderEvent>[]) =>
  some.map((event) => `${event.source} ${event.detail.metadata.subject} ${all.indexOf(event)}`);

const PATTERNS = rulePatterns(providers[0]?.name);

describe.each(PATTERNS)('the pattern $name', ({ pattern, is, matches: sentence }) => {
  const fits = matches(pattern);

  it('matches the examples that it should, and no other', () =>
    expect(namesOf(all.filter(fits))).toEqual(
      namesOf(all.filter(({ detail, source }) => is(detail, source))),
    ));

  it('matches some examples, and others not', () => {
    expect(all.some(fits)).toBe(true);
    expect(all.every(fits)).toBe(false);
  });

  it('says so, and is no longer than EventBridge takes', () => {
    expect(sentence).toMatch(/^[A-Z].{10,}\.$/);
    expect(JSON.stringify(pattern).length).toBeLessThan(2_048);
  });
});

it('answers what businesses ask for', () =>
  expect(PATTERNS.map(({ name }) => name)).toEqual(
    expect.arrayContaining(
      `by-provider by-account by-currency by-country large-orders paid-orders test-orders no-test-orders by-sku
       by-voucher refunded disputed`.split(/\s+/),
    ),
  ));

it('several of them are one rule that asks all', () => {
  const merged = matches({
    source: [{ prefix: 'orders.' }],
    detail: { metadata: { test: [false] }, data: { order: { currency: ['EUR'] } } },
  });
  const expected = all.filter(
    ({ source, detail }) =>
      source.startsWith('orders.') && !detail.metadata.test && detail.data.order.currency === 'EUR',
  );
  expect(all.filter(merged)).toEqual(expected);
});

it('there is an example for each type of each provider, with few notices', () => {
  const wanted = new Set(
    providers.flatMap(({ name, events }) => Object.values(events).map(({ type }) => `${name} ${type}`)),
  );
  expect(new Set(examples().map(({ provider, type }) => `${provider} ${type}`))).toEqual(wanted);
  for (const { event } of examples()) expect(event.detail.data.notices.length).toBeLessThan(3);
});
