import type { LeftOut } from '../../provider';

const CONFIGURATION = "the webhook's own configuration";
const CREDENTIAL = 'a credential';
const SAME_CURRENCY = "the order's currency; another one is kept";
const SAME_NUMBER = "the order's number; another one is in `unmapped`";

/** What reaches no event, and why. */
export const leftOut: readonly LeftOut[] = [
  { path: '/object', reason: CONFIGURATION },
  { path: '/webhook/events/*', reason: CONFIGURATION },
  { path: '/webhook/target', reason: CONFIGURATION },
  ...['/data/transactions/*', '/data/refunds/*/transactions/*'].flatMap((transaction) =>
    [
      'auth_code',
      'network_transaction_id',
      'payment_details/card_token',
      'payment_details/paypal_vault_id',
    ].map((credential) => ({ path: `${transaction}/${credential}`, reason: CREDENTIAL })),
  ),
  ...[
    '/data/lines/*',
    '/data/lines/*/tax_lines/*',
    '/data/tax_lines/*',
    '/data/shipping_tax_lines/*',
    '/data/fulfillments/*/line_items/*',
    '/data/fulfillments/*/line_items/*/tax_lines/*',
  ].map((part) => ({ path: `${part}/currency`, reason: SAME_CURRENCY })),
  { path: '/data/lines/*/price_currency', reason: SAME_CURRENCY },
  { path: '/data/fulfillments/*/order_number', reason: SAME_NUMBER },
  { path: '/data/refunds/*/order_number', reason: SAME_NUMBER },
];
