import { sourceOf } from '../../lib/names';
import type { CanonicalEvent } from '../../lib/order/canonical-event';
import { providers } from '../../lib/providers';
import { fixturesIn, REPOSITORY } from './fixtures';

/** An event as a target gets it from the bus. */
export interface TargetEvent<Event extends CanonicalEvent = CanonicalEvent> {
  readonly version: '0';
  readonly id: string;
  readonly 'detail-type': string;
  readonly source: string;
  readonly account: string;
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: Event;
}

export interface Example {
  readonly provider: string;
  readonly type: string;
  readonly event: TargetEvent;
}

/**
 * An example for each provider and type of event: of the provider's fixtures the fullest that has no notice, or the one
 * with the fewest.
 */
export function examples(): readonly Example[] {
  return providers.flatMap(({ name: provider }) => {
    const events = fixturesIn(REPOSITORY, provider).flatMap(({ expected }) =>
      'data' in expected ? [expected] : [],
    );
    const types = [...new Set(events.map(({ metadata }) => metadata.type))].sort();
    return types.map((type) => {
      const [best] = events
        .filter(({ metadata }) => metadata.type === type)
        .sort((a, b) => a.data.notices.length - b.data.notices.length || sizeOf(b) - sizeOf(a));
      return { provider, type, event: toTarget(best as CanonicalEvent) };
    });
  });
}

const sizeOf = (event: CanonicalEvent): number => JSON.stringify(event).length;

/** The event in EventBridge's envelope, with an account and an id that nobody has. */
export const toTarget = <Event extends CanonicalEvent>(detail: Event): TargetEvent<Event> => ({
  version: '0',
  id: '00000000-0000-0000-0000-000000000000',
  'detail-type': detail.metadata.type,
  source: sourceOf(detail.metadata.provider),
  account: '000000000000',
  time: `${detail.metadata.recordedtime.slice(0, 19)}Z`,
  region: 'us-east-1',
  resources: [],
  detail,
});
