import type { OrderEvent } from '../../../lib/subscriber';
import { exampleEvent } from '../../support/example-event';

const example = exampleEvent();

/** The n-th state of the example's order, of the provider's clock. */
export function stateOf(number: number, metadata: Partial<OrderEvent['metadata']> = {}): OrderEvent {
  return {
    ...example,
    metadata: {
      ...example.metadata,
      id: number.toString(16).padStart(64, '0'),
      ordering: 'provider',
      sequence: String(number).padStart(16, '0'),
      ...metadata,
    },
  };
}
