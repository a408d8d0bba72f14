import type { Fields } from '../../mapping/fields';
import { present } from '../../mapping/values';
import type { Order } from '../../order/order';
import type { OrderContext } from './map-context';
import { currencyOfPart } from './map-currency';
import { toReportedAmount } from './map-tax';
import type { Transaction } from './schema-payment';
import { TRANSACTION_TYPE_WORDS, TRANSACTION_WORDS } from './words';

type Payment = NonNullable<Order['payments']>[number];

/** Authorization codes, network ids, card tokens and vault ids are credentials, and stay out. */
export function toPayment(transaction: Fields<Transaction>, context: OrderContext): Payment | undefined {
  const details = transaction.object('payment_details');
  const gateway = details?.object('gateway');
  return present<Payment>({
    amount: toMoney(transaction, context),
    at: transaction.time('date_created'),
    card:
      details &&
      present({
        firstSix: details.text('bankcard_first_six'),
        lastFour: details.text('bankcard_last_four'),
      }),
    disputed: transaction.flag('is_disputed'),
    external: transaction.flag('is_external'),
    externalId: transaction.text('external_id'),
    gateway:
      gateway && present({ id: gateway.id('id'), name: gateway.text('name'), type: gateway.text('type') }),
    id: transaction.id('id'),
    initialRetry: transaction.flag('is_initial_retry'),
    kind: transaction.status('type', TRANSACTION_TYPE_WORDS)?.value,
    method: transaction.text('payment_method'),
    parentId: transaction.id('parent_id'),
    reporting: toReportedAmount(transaction.object('report_values'), context),
    responseCode: transaction.id('response_code'),
    statementDescriptor: transaction.text('statement_descriptor'),
    status: transaction.word('status', TRANSACTION_WORDS),
    test: transaction.flag('is_test'),
    threeDS:
      details &&
      present({
        downgradeRetry: details.flag('downgrade_3ds_retry'),
        flow: details.text('sca_flow'),
        optimized: details.flag('optimized_3ds'),
        used: details.flag('is_3ds'),
      }),
    type: transaction.text('type'),
  });
}

/** A transaction may be in another currency than its order. */
function toMoney(transaction: Fields<Transaction>, context: OrderContext): Payment['amount'] {
  const currency = currencyOfPart(transaction, context.currency, context);
  const amount = transaction.amount('amount', currency);
  if (amount !== undefined) return { amount, currency: currency.code, minorUnit: currency.minorUnit };
  if (currency.code !== context.currency.code)
    transaction.setAside('currency', 'expected an amount beside it');
  return undefined;
}

/** When the first transaction that takes money succeeded. */
export const firstPaidAt = (payments: Order['payments'] = []): string | undefined =>
  payments
    .flatMap(({ kind, status, at }) => (kind === 'sale' && status === 'succeeded' && at ? [at] : []))
    .sort(byTime)[0];

/** Without the `Z` a time sorts before the same one with a fraction. */
const byTime = (a: string, b: string): number => (a.slice(0, -1) < b.slice(0, -1) ? -1 : 1);
