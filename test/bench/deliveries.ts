import type { Delivery } from '../../lib/delivery';
import type { Endpoint } from '../../lib/endpoint';
import type { Provider } from '../../lib/provider';
import { providerOf } from '../../lib/providers';
import { kitOf } from '../../lib/providers/kits';
import { NO_CLAIMS, trust } from '../../lib/webhook';
import { ACCOUNT, payloadTexts, type Source } from './payloads';

const RECEIVED_AT = '2026-11-22T10:00:00.000Z';

/** The provider that a source's payloads are of. */
export function providerFor({ provider: name }: Source): Provider {
  const provider = providerOf(name);
  if (!provider) throw new Error(`${name} is not in the registry`);
  return provider;
}

/** A source with its provider and a webhook that is registered there. */
export interface Intake {
  readonly source: Source;
  readonly provider: Provider;
  readonly endpoint: Endpoint;
}

export function intakeOf(source: Source): Intake {
  const secrets = [Buffer.alloc(32, 7).toString('base64')];
  const provider = providerFor(source);
  // Only where a payload does not say its event, an entry may.
  const { event } = Object.values(kitOf(provider).endpoints)[0] ?? {};
  return { source, provider, endpoint: { secrets, account: ACCOUNT, ...(event !== undefined && { event }) } };
}

/** `count` different deliveries as the queue holds them; other seeds make others. */
export function deliveriesOf(source: Source, lines: number, count: number, firstSeed = 0): Delivery[] {
  const provider = providerFor(source);
  const known = { endpoint: 'bench', account: ACCOUNT, event: source.event, claims: NO_CLAIMS };
  return payloadTexts(source, lines, count, firstSeed).map((payload): Delivery => {
    const identity = provider.identify({ ...known, verified: trust(payload), body: Buffer.from(payload) });
    return {
      v: 1,
      provider: provider.name,
      endpoint: known.endpoint,
      account: known.account,
      ...identity,
      timeZone: 'Europe/Berlin',
      receivedAt: RECEIVED_AT,
      correlationId: 'bench',
      encoding: 'text',
      payload,
    };
  });
}
