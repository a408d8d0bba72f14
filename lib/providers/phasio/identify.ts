import { eventIdOf, orderIdOf } from '../../identity';
import type { Identity, Unidentified } from '../../provider';
import type { Opened } from '../../webhook';

export const NAME = 'phasio';

/**
 * Phasio states no id of its event, so that the bytes of the delivery are its identity: the encrypted ones, because
 * an order that goes A → B → A would lose its last state by what it says.
 */
export function identify({ opened, body, endpoint, account, event }: Unidentified): Identity {
  const orderId = orderIdIn(opened);
  return {
    id: eventIdOf([NAME, endpoint], body),
    event,
    orderKey: orderId === undefined ? undefined : orderIdOf(NAME, account, String(orderId)),
  };
}

function orderIdIn(opened: Opened | undefined): number | undefined {
  if (typeof opened !== 'string') return undefined;
  try {
    const orderId: unknown = JSON.parse(opened)?.orderId;
    return Number.isSafeInteger(orderId) ? (orderId as number) : undefined;
  } catch {
    return undefined;
  }
}
