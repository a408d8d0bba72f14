import { amountOf } from '../../mapping/amounts';
import type { Maybe } from '../../mapping/maybe';
import { timeOf } from '../../mapping/times';
import { given, idOf, listOf, present, textOf } from '../../mapping/values';
import { wordOf } from '../../mapping/words';
import type { Order } from '../../order/order';
import type { Context } from './map-context';
import { currencyAt } from './map-currency';
import { toReportedAmount } from './map-tax';
import type { Transaction } from './schema-payment';
import { TRANSACTION_WORDS } from './words';

type Payment = NonNullable<Order['payments']>[number];

/** Authorization codes, network ids, card tokens and vault ids are credentials, and stay out. */
export const toPayments = (
  transactions: Maybe<readonly Transaction[]>,
  at: string,
  context: Context,
): Payment[] | undefined =>
  listOf(transactions, at, (transaction, at) => toPayment(transaction, at, context));

function toPayment(transaction: Transaction, at: string, context: Context): Payment | undefined {
  const { report, timeZone } = context;
  const details = given(transaction.payment_details);
  const gateway = given(details?.gateway);
  return present<Payment>({
    amount: toMoney(transaction, at, context),
    at: timeOf(transaction.date_created, timeZone, at, 'date_created', report),
    card:
      details &&
      present({
        firstSix: textOf(details.bankcard_first_six),
        lastFour: textOf(details.bankcard_last_four),
      }),
    disputed: given(transaction.is_disputed),
    external: given(transaction.is_external),
    externalId: textOf(transaction.external_id),
    gateway:
      gateway && present({ id: idOf(gateway.id), name: textOf(gateway.name), type: textOf(gateway.type) }),
    id: idOf(transaction.id),
    initialRetry: given(transaction.is_initial_retry),
    method: textOf(transaction.payment_method),
    parentId: idOf(transaction.parent_id),
    reporting: toReportedAmount(transaction.report_values, `${at}/report_values`, context),
    responseCode: idOf(transaction.response_code),
    statementDescriptor: textOf(transaction.statement_descriptor),
    status: wordOf(TRANSACTION_WORDS, transaction.status, at, 'status', report),
    test: given(transaction.is_test),
    threeDS:
      details &&
      present({
        flow: textOf(details.sca_flow),
        optimized: given(details.optimized_3ds),
        used: given(details.is_3ds),
      }),
    type: textOf(transaction.type),
  });
}

/** A transaction may be in another currency than its order. */
function toMoney(transaction: Transaction, at: string, context: Context): Payment['amount'] {
  const { code, minorUnit } = currencyAt(transaction.currency, context.currency, at, context);
  const amount = amountOf(transaction.amount, { minorUnit }, at, 'amount', context.report);
  if (amount !== undefined) return { amount, currency: code, minorUnit };
  if (code !== context.currency.code)
    context.report.unfit(`${at}/currency`, code, 'expected an amount beside it');
  return undefined;
}
