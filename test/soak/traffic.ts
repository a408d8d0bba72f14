import type { Endpoint } from '../../lib/endpoint';
import type { FailureCode } from '../../lib/failure';
import { isObject } from '../../lib/json';
import type { Provider } from '../../lib/provider';
import type { ProviderKit } from '../../lib/provider-kit';
import { providers } from '../../lib/providers';
import { kitOf } from '../../lib/providers/kits';
import type { Random } from '../../lib/random';
import type { WebhookRequest } from '../../lib/webhook';
import { orderReadersOf } from '../support/order-event';
import { shuffled } from './shuffled';

/** What has to become of a delivery: an event, nothing, a 401, or a dead letter with that code. */
export type Fate = 'published' | 'ignored' | 'refused' | FailureCode;

/** One thing that happened to an order, as its provider sends it: once, or again byte for byte. */
export interface Planned {
  /** Counts the events of the whole traffic, from 0. */
  readonly event: number;
  readonly provider: string;
  readonly endpoint: string;
  readonly request: WebhookRequest;
  readonly fate: Fate;
  /** Which state of its order, from 0: a higher one is newer at the provider. */
  readonly step: number;
  /** Which secret of the endpoint signed it; its place in the list. */
  readonly key: number;
}

/** The deliveries of one order. */
export interface PlannedOrder {
  /** From 0. */
  readonly order: number;
  /** Whether the sender waits for each answer before it sends the next; otherwise all are sent at once. */
  readonly inTurn: boolean;
  readonly deliveries: readonly Planned[];
}

/** Written into each event, so that it is known on the bus whatever its id says. */
export const markOf = (event: number): string => `soak-event-${event}-`;
export const MARK = /soak-event-(\d+)-/;

/** Of 100 deliveries so many are … */
const UNREADABLE = 5;
const UNDECRYPTABLE = 2;
const IGNORED = 4;
const FORGED = 6;
const REPEATED = 8;
const REPEATED_LATE = 5;
/** Of 100 orders so many are sent without waiting for answers. */
const AT_ONCE = 15;
const MOST_STATES = 5;

/**
 * Mixed deliveries of invented orders, one order after the other: at least so many, and the same for one seed.
 * @param driftingLines where given, each order has so many lines, and every line fields that nobody knows
 * @param now when they are signed, in milliseconds since 1970
 */
export function* planTraffic(
  random: Random,
  deliveries: number,
  driftingLines?: number,
  now: () => number = Date.now,
): Generator<PlannedOrder> {
  let events = 0;
  const chance = (percent: number) => random.whole(100) < percent;

  function planEvent(provider: Provider, order: number, name: string, step: number): Planned {
    const event = events++;
    const { endpoints, ignoredEvent, write, flaws, undecryptable } = kitOf(provider);
    const mapped = chance(IGNORED) ? ignoredEvent : name;
    const [endpointName, endpoint] = endpointFor(endpoints, mapped, order);
    const { account } = endpoint;
    const sample = { event: mapped, account, order: FIRST_ORDER + order, step, text: markOf(event) };
    const payload =
      driftingLines === undefined ? write(sample) : drifted(write({ ...sample, lines: driftingLines }));
    const text = JSON.stringify(payload);
    // A provider that rotates its secret signs with the old one for a while.
    const key = random.whole(endpoint.secrets.length);
    const signing = { ...endpoint, secrets: endpoint.secrets.slice(key, key + 1) };
    const sending = { now: now(), event: name };
    const planned = { event, provider: provider.name, endpoint: endpointName, step, key };

    if (chance(FORGED)) {
      const request = forge(random, provider.sign(text, signing, sending), provider.signatureHeader);
      return { ...planned, ...request, fate: 'refused' };
    }
    if (mapped !== name)
      return { ...planned, request: provider.sign(text, signing, sending), fate: 'ignored' };
    if (undecryptable && chance(UNDECRYPTABLE))
      return { ...planned, request: undecryptable(text, signing), fate: 'UNDECRYPTABLE' };
    if (chance(UNREADABLE)) {
      const flaw = random.pick([undefined, ...flaws]);
      const spoilt = flaw ? JSON.stringify(flaw.spoil(payload)) : text.slice(0, -7);
      return { ...planned, request: provider.sign(spoilt, signing, sending), fate: flaw?.code ?? 'NOT_JSON' };
    }
    return { ...planned, request: provider.sign(text, signing, sending), fate: 'published' };
  }

  function planOrder(order: number): PlannedOrder {
    const provider = random.pick(providers);
    const names = orderReadersOf(provider.events).map(([name]) => name);
    // Whatever the order is that they come in: nobody promises that a creation is sent before an update.
    const states = Array.from(
      { length: 1 + random.whole(MOST_STATES) },
      (_, i) => names[i % names.length] as string,
    );
    const deliveries: Planned[] = [];
    const late: Planned[] = [];
    for (const [step, name] of shuffled(random, states).entries()) {
      const planned = planEvent(provider, order, name, step);
      deliveries.push(planned);
      if (chance(REPEATED)) deliveries.push(planned);
      if (chance(REPEATED_LATE)) late.push(planned);
    }
    return { order, inTurn: !chance(AT_ONCE), deliveries: [...deliveries, ...late] };
  }

  let planned = 0;
  for (let order = 0; planned < deliveries; order++) {
    const next = planOrder(order);
    planned += next.deliveries.length;
    yield next;
  }
}

const FIRST_ORDER = 1_000_000;

/** The payload after a release of the provider's: three new fields in each object of each list. */
const drifted = (payload: object): object =>
  JSON.parse(JSON.stringify(payload), (_, value) =>
    Array.isArray(value) ? value.map((item) => (isObject(item) ? { ...item, ...NEW_FIELDS } : item)) : value,
  );

const NEW_FIELDS = { channel_ref: 'a-17', flags: ['new'], pricing_v2: { amount: '1.25', tier: 2 } };

/** One that the event goes to, the same for all events of the order. */
function endpointFor(endpoints: ProviderKit['endpoints'], event: string, order: number): [string, Endpoint] {
  const found = Object.entries(endpoints).filter(([, entry]) => (entry.event ?? event) === event);
  const entry = found[order % found.length];
  if (!entry) throw new Error(`the kit has no endpoint for ${event}`);
  return entry;
}

/** The request as somebody sends it who does not know the secret, or not the endpoint. */
function forge(
  random: Random,
  request: WebhookRequest,
  signature: string,
): Partial<Planned> & Pick<Planned, 'request'> {
  const { headers, body } = request;
  const { [signature]: _, ...unsigned } = headers;
  const altered = Buffer.from(body);
  const at = random.whole(altered.length);
  altered[at] = (altered[at] as number) ^ 1;
  return random.pick<ReturnType<typeof forge>>([
    { request: { headers: unsigned, body } },
    { request: { headers: { ...headers, [signature]: random.hex(64) }, body } },
    { request: { headers: { ...headers, [signature]: 'sha256=' }, body } },
    { request: { headers, body: altered } },
    { request, endpoint: 'nowhere' },
  ]);
}
