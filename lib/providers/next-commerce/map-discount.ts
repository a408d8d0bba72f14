import { amountOf } from '../../mapping/amounts';
import { timeOf } from '../../mapping/times';
import { listOf, present, textOf } from '../../mapping/values';
import type { Order } from '../../order/order';
import type { Context } from './map-context';
import type { OfferDiscount, Order as TheirOrder, VoucherDiscount } from './schema';

type Discount = NonNullable<Order['discounts']>[number];

/** Offers that the shop makes of itself, then those that a voucher code brings. */
export function toDiscounts(order: TheirOrder, at: string, context: Context): Discount[] | undefined {
  const offers = listOf(order.offer_discounts, `${at}/offer_discounts`, (offer, at) =>
    toOffer(offer, at, context),
  );
  const vouchers = listOf(order.voucher_discounts, `${at}/voucher_discounts`, (voucher, at) =>
    toVoucher(voucher, at, context),
  );
  return offers && vouchers ? [...offers, ...vouchers] : (offers ?? vouchers);
}

function toOffer(offer: OfferDiscount, at: string, { currency, report }: Context): Discount | undefined {
  const discount: Discount = {
    amount: amountOf(offer.amount, currency, at, 'amount', report),
    description: textOf(offer.description),
    kind: 'offer',
    name: textOf(offer.name),
  };
  return present(discount, 'kind');
}

function toVoucher(
  { name, description, amount, voucher }: VoucherDiscount,
  at: string,
  { currency, timeZone, report }: Context,
): Discount | undefined {
  const atVoucher = `${at}/voucher`;
  const discount: Discount = {
    amount: amountOf(amount, currency, at, 'amount', report),
    code: textOf(voucher?.code),
    description: textOf(description),
    endsAt: timeOf(voucher?.end_datetime, timeZone, atVoucher, 'end_datetime', report),
    kind: 'voucher',
    name: textOf(name),
    startsAt: timeOf(voucher?.start_datetime, timeZone, atVoucher, 'start_datetime', report),
    voucherName: textOf(voucher?.name),
  };
  return present(discount, 'kind');
}
