import type { OrderEvent } from '../../lib/order/order-event';
import { providers } from '../../lib/providers';
import { fixturesOf } from '../contract/fixtures';
import { isOrder } from '../contract/outcome';

/** Every event that some provider's fixture expects. */
export const fixtureEvents: readonly { readonly name: string; readonly event: OrderEvent }[] =
  providers.flatMap(({ name }) =>
    fixturesOf(name).flatMap(({ name: fixture, expected }) =>
      isOrder(expected) ? [{ name: `${name}/${fixture}`, event: expected }] : [],
    ),
  );
