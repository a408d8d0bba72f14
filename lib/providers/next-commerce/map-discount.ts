import type { Fields } from '../../mapping/fields';
import { present } from '../../mapping/values';
import type { Order } from '../../order/order';
import type { OrderContext } from './map-context';
import type { OfferDiscount, Order as TheirOrder, VoucherDiscount } from './schema';

export type WithDiscounts = Pick<TheirOrder, 'offer_discounts' | 'voucher_discounts'>;
type Discount = NonNullable<Order['discounts']>[number];

/** Offers that the shop makes of itself, then those that a voucher code brings. */
export function toDiscounts(order: Fields<WithDiscounts>, context: OrderContext): Discount[] | undefined {
  const offers = order.list('offer_discounts', (offer) => toOffer(offer, context));
  const vouchers = order.list('voucher_discounts', (voucher) => toVoucher(voucher, context));
  return offers && vouchers ? [...offers, ...vouchers] : (offers ?? vouchers);
}

function toOffer(offer: Fields<OfferDiscount>, { currency }: OrderContext): Discount | undefined {
  const discount: Discount = {
    amount: offer.amount('amount', currency),
    description: offer.text('description'),
    kind: 'offer',
    name: offer.text('name'),
  };
  return present(discount, 'kind');
}

function toVoucher(discount: Fields<VoucherDiscount>, { currency }: OrderContext): Discount | undefined {
  const voucher = discount.object('voucher');
  const mapped: Discount = {
    amount: discount.amount('amount', currency),
    code: voucher?.text('code'),
    description: discount.text('description'),
    endsAt: voucher?.time('end_datetime'),
    kind: 'voucher',
    name: discount.text('name'),
    startsAt: voucher?.time('start_datetime'),
    voucherName: voucher?.text('name'),
  };
  return present(mapped, 'kind');
}
