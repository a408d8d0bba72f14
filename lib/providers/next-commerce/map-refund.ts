import { amountOf } from '../../mapping/amounts';
import type { Maybe } from '../../mapping/maybe';
import { timeOf } from '../../mapping/times';
import { given, idOf, listOf, present, textOf } from '../../mapping/values';
import { wordOf } from '../../mapping/words';
import type { Order } from '../../order/order';
import { type Context, setAsideOtherNumber } from './map-context';
import { reportedOf, reportingCurrency } from './map-currency';
import { toPayments } from './map-payment';
import type {
  RefundAdjustment,
  RefundLine,
  ReturnReportValues,
  Refund as TheirRefund,
} from './schema-payment';
import { ADJUSTMENT_WORDS, RESTOCK_WORDS } from './words';

type Refund = NonNullable<Order['refunds']>[number];

/** `amount` is what was paid back, `returned` what the lines and adjustments are worth. */
export function toRefund(refund: TheirRefund, at: string, context: Context): Refund | undefined {
  const { currency, report, timeZone } = context;
  setAsideOtherNumber(refund.order_number, at, context);
  return present<Refund>({
    adjustments: listOf(refund.adjustments, `${at}/adjustments`, (adjustment, at) =>
      toAdjustment(adjustment, at, context),
    ),
    amount: amountOf(refund.total_refund_amount, currency, at, 'total_refund_amount', report),
    createdAt: timeOf(refund.created_at, timeZone, at, 'created_at', report),
    id: idOf(refund.id),
    lines: listOf(refund.refund_line_items, `${at}/refund_line_items`, (line, at) =>
      toRefundLine(line, at, context),
    ),
    note: textOf(refund.note),
    payments: toPayments(refund.transactions, `${at}/transactions`, context),
    reporting: toReporting(refund.report_values, `${at}/report_values`, context),
    returned: amountOf(refund.total_return_incl_tax, currency, at, 'total_return_incl_tax', report),
    returnedExclTax: amountOf(refund.total_return_excl_tax, currency, at, 'total_return_excl_tax', report),
    userId: idOf(refund.user_id),
  });
}

function toRefundLine(line: RefundLine, at: string, context: Context) {
  const { currency, report } = context;
  return present({
    amount: amountOf(line.amount_incl_tax, currency, at, 'amount_incl_tax', report),
    amountExclTax: amountOf(line.amount_excl_tax, currency, at, 'amount_excl_tax', report),
    id: idOf(line.id),
    lineId: idOf(line.line_item_id),
    locationId: idOf(line.location_id),
    quantity: given(line.quantity),
    reporting: toReportedReturn(line.report_values, `${at}/report_values`, context),
    restock: wordOf(RESTOCK_WORDS, line.restock_type, at, 'restock_type', report),
  });
}

function toAdjustment(adjustment: RefundAdjustment, at: string, context: Context) {
  const { currency, report } = context;
  return present({
    amount: amountOf(adjustment.amount_incl_tax, currency, at, 'amount_incl_tax', report),
    amountExclTax: amountOf(adjustment.amount_excl_tax, currency, at, 'amount_excl_tax', report),
    id: idOf(adjustment.id),
    reporting: toReportedReturn(adjustment.report_values, `${at}/report_values`, context),
    type: wordOf(ADJUSTMENT_WORDS, adjustment.type, at, 'type', report),
  });
}

function toReportedReturn(values: Maybe<ReturnReportValues>, at: string, context: Context) {
  if (!values) return undefined;
  const { report } = context;
  const currency = reportingCurrency(values, at, context);
  return present({
    amount: reportedOf(values.amount_incl_tax, currency, at, 'amount_incl_tax', report),
    amountExclTax: reportedOf(values.amount_excl_tax, currency, at, 'amount_excl_tax', report),
    currency: currency?.code,
    minorUnit: currency?.minorUnit,
  });
}

function toReporting(
  values: TheirRefund['report_values'],
  at: string,
  context: Context,
): Refund['reporting'] {
  if (!values) return undefined;
  const { report } = context;
  const currency = reportingCurrency(values, at, context);
  return present({
    amount: reportedOf(values.total_refund_amount, currency, at, 'total_refund_amount', report),
    currency: currency?.code,
    minorUnit: currency?.minorUnit,
    returned: reportedOf(values.total_return_incl_tax, currency, at, 'total_return_incl_tax', report),
    returnedExclTax: reportedOf(values.total_return_excl_tax, currency, at, 'total_return_excl_tax', report),
  });
}
