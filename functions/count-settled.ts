import type { Metrics } from './aws/metrics';
import type { DeliveryHead } from './read-record';

/**
 * Takes a delivery off those that are unsettled, in the minute of its arrival: so what was accepted in an hour and what
 * became of it are in the same hour, however late. A replay was settled when it was dead-lettered.
 */
export function countSettled(
  metrics: Metrics,
  delivery: Pick<DeliveryHead, 'provider' | 'receivedAt' | 'replay'>,
): void {
  if (delivery.replay) return;
  metrics.add('Unsettled', -1, { Provider: delivery.provider }, Date.parse(delivery.receivedAt));
}
