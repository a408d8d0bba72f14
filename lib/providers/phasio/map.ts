import { orderIdOf } from '../../identity';
import { amountOf } from '../../mapping/amounts';
import type { Maybe } from '../../mapping/maybe';
import { orderTimeOf } from '../../mapping/times';
import { given, idOf, listOf, present, textOf } from '../../mapping/values';
import { countryOf, orderCurrency, statusOf } from '../../mapping/words';
import type { Notes } from '../../notes';
import type { Order } from '../../order';
import { NAME } from './identify';
import { toLine } from './line';
import { toPricing } from './pricing';
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
export function toOrder(payload: OrderPayload, origin: Origin, notes: Notes): Order {
  const currency = orderCurrency(payload.pricing.currency, '/pricing/currency');
  const pricing = toPricing(payload.pricing, currency, notes);
  return {
    id: orderIdOf(NAME, origin.account, String(payload.orderId)),
    number: textOf(payload.orderNumber),
    quoteNumber: textOf(payload.quoteNumber),
    status: present({
      order: toOrderStatus(payload, origin),
      payment: statusOf(PAYMENT_STATUS_WORDS, payload.paymentStatus, '', 'paymentStatus', notes),
    }),
    createdAt: orderTimeOf(payload.createdDate, origin.timeZone, '', 'createdDate', notes),
    currency: currency.code,
    minorUnit: currency.minorUnit,
    totals: pricing.totals,
    taxes: pricing.taxes,
    lines: listOf(payload.parts, '/parts', (part, at) => toLine(part, currency, at, notes)) ?? [],
    fees: listOf(payload.expenses, '/expenses', ({ id, name, price }, at) =>
      present({ id: idOf(id), name: textOf(name), amount: amountOf(price, currency, at, 'price', notes) }),
    ),
    discounts: pricing.discounts,
    shipping: present({ method: textOf(payload.shipping?.shippingMethod) }),
    customer: toCustomer(payload),
    shippingAddress: toAddress(payload.shipping?.address, '/shipping/address', notes),
    paymentTerms: pricing.paymentTerms,
    reporting: pricing.reporting,
    references: toReferences(payload),
    production: present({
      stage: textOf(payload.kanbanColumnName),
      stageSequence: given(payload.kanbanColumnSequence),
    }),
  };
}

/** An order gets its number when it is committed. A number that was set aside for its type tells neither. */
function toOrderStatus(payload: OrderPayload, { confirmed }: Origin) {
  if (confirmed || payload.orderNumber) return { value: 'confirmed' } as const;
  const setAside = payload.orderNumber === undefined && 'orderNumber' in payload;
  return setAside ? undefined : ({ value: 'quote' } as const);
}

function toCustomer(payload: OrderPayload): Order['customer'] {
  const customer = present({
    id: idOf(payload.customerOrganisationId),
    name: textOf(payload.customerOrganisationName),
  });
  return customer && { kind: 'organisation', ...customer };
}

function toAddress(address: Maybe<Address>, at: string, notes: Notes): Order['shippingAddress'] {
  if (!address) return undefined;
  const { countryCode, country } = countryOf(address.country, at, 'country', notes);
  return present({
    id: idOf(address.id),
    name: textOf(address.name),
    line1: textOf(address.street1),
    line2: textOf(address.street2),
    city: textOf(address.city),
    region: textOf(address.state),
    countryCode,
    country,
    postalCode: textOf(address.zip),
    phone: textOf(address.phone),
    email: textOf(address.email),
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
