import { orderIdOf } from '../../identity';
import { amountOf } from '../../mapping/amounts';
import type { Maybe } from '../../mapping/maybe';
import { orderTimeOf } from '../../mapping/times';
import { given, idOf, listOf, present, textOf } from '../../mapping/values';
import { countryOf, orderCurrency, statusOf } from '../../mapping/words';
import type { Order } from '../../order/order';
import type { Report } from '../../reading/report';
import { NAME } from './identify';
import { toLine } from './map-line';
import { toPricing } from './map-pricing';
import type { Address, OrderPayload } from './schema';
import { PAYMENT_STATUS_WORDS } from './words';

/** What the mapping has to know beside the payload. */
export interface Origin {
  readonly account: string;
  /** IANA zone of the payload's times. */
  readonly timeZone?: string | undefined;
  /** The event says that the order is placed, whatever the payload says. */
  readonly confirmed: boolean;
}

/**
 * The canonical order of a payload that fits its schema.
 * @throws Failure `UNKNOWN_CURRENCY`
 */
export function toOrder(payload: OrderPayload, origin: Origin, report: Report): Order {
  const currency = orderCurrency(payload.pricing.currency, '/pricing/currency');
  const pricing = toPricing(payload.pricing, currency, report);
  return {
    createdAt: orderTimeOf(payload.createdDate, origin.timeZone, '', 'createdDate', report),
    currency: currency.code,
    customer: toCustomer(payload),
    discounts: pricing.discounts,
    fees: listOf(payload.expenses, '/expenses', ({ id, name, price }, at) =>
      present({ amount: amountOf(price, currency, at, 'price', report), id: idOf(id), name: textOf(name) }),
    ),
    id: orderIdOf(NAME, origin.account, String(payload.orderId)),
    lines: listOf(payload.parts, '/parts', (part, at) => toLine(part, currency, at, report)) ?? [],
    minorUnit: currency.minorUnit,
    number: textOf(payload.orderNumber),
    paymentTerms: pricing.paymentTerms,
    production: present({
      stage: textOf(payload.kanbanColumnName),
      stageSequence: given(payload.kanbanColumnSequence),
    }),
    quoteNumber: textOf(payload.quoteNumber),
    references: toReferences(payload),
    reporting: pricing.reporting,
    shipping: present({ method: textOf(payload.shipping?.shippingMethod) }),
    shippingAddress: toAddress(payload.shipping?.address, '/shipping/address', report),
    status: present({
      order: toOrderStatus(payload, origin),
      payment: statusOf(PAYMENT_STATUS_WORDS, payload.paymentStatus, '', 'paymentStatus', report),
    }),
    taxes: pricing.taxes,
    totals: pricing.totals,
  };
}

/** An order gets its number when it is committed. A number that was set aside for its type tells neither. */
function toOrderStatus(payload: OrderPayload, { confirmed }: Origin) {
  if (confirmed || payload.orderNumber) return { value: 'confirmed' } as const;
  const setAside = payload.orderNumber === undefined && 'orderNumber' in payload;
  return setAside ? undefined : ({ value: 'quote' } as const);
}

function toCustomer(payload: OrderPayload): Order['customer'] {
  const customer: Order['customer'] = {
    id: idOf(payload.customerOrganisationId),
    kind: 'organisation',
    name: textOf(payload.customerOrganisationName),
  };
  return present(customer, 'kind');
}

function toAddress(address: Maybe<Address>, at: string, report: Report): Order['shippingAddress'] {
  if (!address) return undefined;
  const { countryCode, country } = countryOf(address.country, at, 'country', report);
  return present({
    city: textOf(address.city),
    country,
    countryCode,
    email: textOf(address.email),
    id: idOf(address.id),
    line1: textOf(address.street1),
    line2: textOf(address.street2),
    name: textOf(address.name),
    phone: textOf(address.phone),
    postalCode: textOf(address.zip),
    region: textOf(address.state),
    residential: given(address.residential),
  });
}

function toReferences({ threadId, customReference }: OrderPayload): Order['references'] {
  const [thread, customer] = [idOf(threadId), textOf(customReference)];
  const references: Order['references'] = [];
  if (thread) references.push({ type: 'thread', value: thread });
  if (customer) references.push({ type: 'customer', value: customer });
  return references.length > 0 ? references : undefined;
}
