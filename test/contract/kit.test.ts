import { type Endpoint, readEndpoint } from '../../lib/endpoint';
import { toFailure } from '../../lib/failure';
import type { CanonicalEvent } from '../../lib/order/canonical-event';
import type { SampleOrder } from '../../lib/provider-kit';
import { providers } from '../../lib/providers';
import { kitOf } from '../../lib/providers/kits';
import { orderEventOf } from '../support/order-event';
import { type Outcome, outcomeOf } from './outcome';

const NOW = Date.UTC(2026, 10, 22, 10);

describe.each(providers)('the kit of $name', (provider) => {
  const kit = kitOf(provider);
  const words = Object.keys(provider.events);
  const [word] = words as [string];
  const endpoints = Object.entries(kit.endpoints);
  const [, endpoint] = endpoints[0] as [string, Endpoint];
  const { account } = endpoint;

  const write = (order: Partial<SampleOrder>) =>
    kit.write({ event: word, account, order: 1_234_567, ...order });
  /** What becomes of a payload that came with the headers of that event. */
  const outcomeWith = (payload: object, event: string): Outcome => {
    const text = JSON.stringify(payload);
    const request = provider.sign(text, endpoint, { now: NOW, event });
    const { claims } = provider.verify(request, endpoint, NOW);
    return outcomeOf(provider, text, { account, event, claims, timeZone: 'UTC' });
  };
  const eventOf = (order: Partial<SampleOrder>): CanonicalEvent =>
    assertEvent(outcomeWith(write(order), order.event ?? word));
  const orderOf = (order: Partial<SampleOrder>) => orderEventOf(eventOf(order)).data.order;

  it.each(endpoints)('has an entry that the provider accepts: %s', (_, entry) => {
    expect(readEndpoint(provider.endpoint, entry)).toEqual({ endpoint: entry });
  });

  it('has an endpoint for each event, and one for the event that is ignored', () => {
    for (const word of [...words, kit.ignoredEvent])
      expect(endpoints.filter(([, { event = word }]) => event === word)).not.toEqual([]);
    expect(words).not.toContain(kit.ignoredEvent);
  });

  it('has an endpoint whose secret was rotated, and no secret twice', () => {
    expect(endpoints.some(([, { secrets }]) => secrets.length > 1)).toBe(true);
    const secrets = endpoints.flatMap(([, entry]) => entry.secrets);
    expect(new Set(secrets).size).toBe(secrets.length);
  });

  it('writes the same payload for the same order, and leaves it as it is', () => {
    const first = write({ lines: 3, step: 2, full: true });
    const text = JSON.stringify(first);
    for (const { spoil } of kit.flaws) spoil(first);
    expect(JSON.stringify(first)).toBe(text);
    expect(JSON.stringify(write({ lines: 3, step: 2, full: true }))).toBe(text);
  });

  it.each(words)('writes each state of an order as another delivery of that order: %s', (event) => {
    for (const full of [false, true]) {
      const [first, second, other] = [{}, { step: 1 }, { order: 7 }].map((order) =>
        eventOf({ event, full, ...order }),
      ) as [CanonicalEvent, CanonicalEvent, CanonicalEvent];
      expect(second.metadata.subject).toBe(first.metadata.subject);
      expect(second.metadata.id).not.toBe(first.metadata.id);
      expect(second.metadata.sequence >= first.metadata.sequence).toBe(true);
      expect(other.metadata.subject).not.toBe(first.metadata.subject);
    }
  });

  it.each(words)('writes payloads that are read without a notice: %s', (event) => {
    for (const full of [false, true])
      expect(eventOf({ event, full, lines: 2 }).data).toMatchObject({ notices: [], unmapped: {} });
  });

  it('writes as many lines as asked for, each with an id of its own', () => {
    for (const full of [false, true]) {
      const { lines = [] } = orderOf({ lines: 30, full });
      expect(new Set(lines.map(({ id }) => id)).size).toBe(30);
    }
  });

  it('writes a text that the event has as it stands', () => {
    for (const full of [false, true])
      expect(JSON.stringify(orderOf({ text: 'A-text-7', full }))).toContain('A-text-7');
  });

  it('spoils a payload in the ways that it says', () => {
    expect(kit.flaws.length).toBeGreaterThan(0);
    for (const { code, spoil } of kit.flaws)
      expect(outcomeWith(spoil(write({})), word)).toMatchObject({ failure: { code } });
  });

  it('makes a request that is authentic and that nothing decrypts, if its provider encrypts', () => {
    expect(kit.undecryptable !== undefined).toBe('decrypt' in provider);
    if (!kit.undecryptable) return;
    const request = kit.undecryptable(JSON.stringify(write({})), endpoint);
    expect(provider.verify(request, endpoint, NOW)).toMatchObject({ key: 0, verified: undefined });
  });

  it('refuses its own requests under the secret of another endpoint', () => {
    const request = provider.sign(JSON.stringify(write({})), endpoint, { now: NOW, event: word });
    for (const [, other] of endpoints.slice(1)) {
      let thrown: unknown;
      try {
        provider.verify(request, other, NOW);
      } catch (error) {
        thrown = error;
      }
      expect(toFailure(thrown).code).toBe('SIGNATURE_MISMATCH');
    }
  });
});

function assertEvent(outcome: Outcome): CanonicalEvent {
  if (!('data' in outcome)) throw new Error(`became no event: ${JSON.stringify(outcome)}`);
  return outcome;
}
