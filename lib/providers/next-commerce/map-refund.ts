import type { Fields } from '../../mapping/fields';
import { present } from '../../mapping/values';
import type { Order } from '../../order/order';
import { type OrderContext, setAsideOtherNumber } from './map-context';
import { reportedAmount, reportingCurrency } from './map-currency';
import { toPayment } from './map-payment';
import type {
  RefundAdjustment,
  RefundLine,
  RefundReportValues,
  ReturnReportValues,
  Refund as TheirRefund,
} from './schema-payment';
import { ADJUSTMENT_WORDS, RESTOCK_WORDS } from './words';

type Refund = NonNullable<Order['refunds']>[number];

/** `amount` is what was paid back, `returned` what the lines and adjustments are worth. */
export function toRefund(refund: Fields<TheirRefund>, context: OrderContext): Refund | undefined {
  const { currency } = context;
  setAsideOtherNumber(refund, context);
  return present<Refund>({
    adjustments: refund.list('adjustments', (adjustment) => toAdjustment(adjustment, context)),
    amount: refund.amount('total_refund_amount', currency),
    createdAt: refund.time('created_at'),
    id: refund.id('id'),
    lines: refund.list('refund_line_items', (line) => toRefundLine(line, context)),
    note: refund.written('note'),
    payments: refund.list('transactions', (transaction) => toPayment(transaction, context)),
    reporting: toReporting(refund.object('report_values'), context),
    returned: refund.amount('total_return_incl_tax', currency),
    returnedExclTax: refund.amount('total_return_excl_tax', currency),
    userId: refund.id('user_id'),
  });
}

function toRefundLine(line: Fields<RefundLine>, context: OrderContext) {
  const { currency } = context;
  return present({
    amount: line.amount('amount_incl_tax', currency),
    amountExclTax: line.amount('amount_excl_tax', currency),
    id: line.id('id'),
    lineId: line.id('line_item_id'),
    locationId: line.id('location_id'),
    quantity: line.whole('quantity'),
    reporting: toReportedReturn(line.object('report_values'), context),
    restock: line.word('restock_type', RESTOCK_WORDS),
  });
}

function toAdjustment(adjustment: Fields<RefundAdjustment>, context: OrderContext) {
  const { currency } = context;
  return present({
    amount: adjustment.amount('amount_incl_tax', currency),
    amountExclTax: adjustment.amount('amount_excl_tax', currency),
    id: adjustment.id('id'),
    reporting: toReportedReturn(adjustment.object('report_values'), context),
    type: adjustment.word('type', ADJUSTMENT_WORDS),
  });
}

function toReportedReturn(values: Fields<ReturnReportValues> | undefined, context: OrderContext) {
  if (!values) return undefined;
  const currency = reportingCurrency(values, context);
  return present({
    amount: reportedAmount(values, 'amount_incl_tax', currency),
    amountExclTax: reportedAmount(values, 'amount_excl_tax', currency),
    currency: currency?.code,
    minorUnit: currency?.minorUnit,
  });
}

function toReporting(
  values: Fields<RefundReportValues> | undefined,
  context: OrderContext,
): Refund['reporting'] {
  if (!values) return undefined;
  const currency = reportingCurrency(values, context);
  return present({
    amount: reportedAmount(values, 'total_refund_amount', currency),
    currency: currency?.code,
    minorUnit: currency?.minorUnit,
    returned: reportedAmount(values, 'total_return_incl_tax', currency),
    returnedExclTax: reportedAmount(values, 'total_return_excl_tax', currency),
  });
}
