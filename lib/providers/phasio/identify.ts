import { eventIdOf, orderIdOf } from '../../identity';
import { fieldOf } from '../../json';
import { parsePayload } from '../../payload-text';
import type { Identity, Unidentified } from '../../provider';
import type { Verified } from '../../webhook';

export const NAME = 'phasio';

/**
 * Phasio states no id of its event, so that the bytes of the delivery are its identity: the encrypted ones, because
 * an order that goes A → B → A would lose its last state by what it says.
 */
export function identify({ verified, body, endpoint, account, event }: Unidentified): Identity {
  const orderId = orderIdIn(verified);
  return {
    id: eventIdOf([NAME, endpoint], body),
    event,
    orderKey: orderId === undefined ? undefined : orderIdOf(NAME, account, String(orderId)),
  };
}

function orderIdIn(verified: Verified | undefined): number | bigint | undefined {
  const orderId =
    typeof verified === 'string' ? fieldOf(parsePayload(verified)?.value, 'orderId') : undefined;
  if (typeof orderId === 'bigint') return orderId;
  return typeof orderId === 'number' && Number.isSafeInteger(orderId) ? orderId : undefined;
}
