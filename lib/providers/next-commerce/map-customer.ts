import type { Maybe } from '../../mapping/maybe';
import { freeOf, given, idOf, nameOf, present, textOf } from '../../mapping/values';
import { countryOf } from '../../mapping/words';
import type { Order } from '../../order/order';
import type { Report } from '../../reading/report';
import type { Attribution, BillingAddress, ShippingAddress, User } from './schema-customer';
import type { Fulfillment } from './schema-fulfillment';

type Customer = NonNullable<Order['customer']>;
type Address = NonNullable<Order['shippingAddress']>;
type Origin = NonNullable<NonNullable<Order['fulfillments']>[number]['origin']>;

export function toCustomer(user: Maybe<User>): Order['customer'] {
  if (!user) return undefined;
  const customer: Customer = {
    acceptsMarketing: given(user.accepts_marketing),
    email: textOf(user.email),
    firstName: textOf(user.first_name),
    id: idOf(user.id),
    ip: textOf(user.ip),
    kind: 'person',
    language: textOf(user.language),
    lastName: textOf(user.last_name),
    name: nameOf(user.first_name, user.last_name),
    phone: textOf(user.phone_number),
    userAgent: textOf(user.user_agent),
  };
  return present(customer, 'kind');
}

export const toBillingAddress = (
  address: Maybe<BillingAddress>,
  at: string,
  report: Report,
): Address | undefined => (address ? present(toAddress(address, undefined, at, report)) : undefined);

export const toShippingAddress = (
  address: Maybe<ShippingAddress>,
  at: string,
  report: Report,
): Address | undefined => (address ? present(toAddress(address, address.notes, at, report)) : undefined);

/** The merchant's place that a parcel leaves from. */
export function toOrigin(
  place: Fulfillment['origin_address'],
  at: string,
  report: Report,
): Origin | undefined {
  const address = place ? present(toAddress(place, undefined, at, report)) : undefined;
  return address && { address };
}

/** Their fourth line is the city. One literal: an object put together from others costs as much as twenty fields. */
function toAddress(
  address: Partial<BillingAddress>,
  instructions: Maybe<string>,
  at: string,
  report: Report,
): Address {
  const { countryCode, country } = countryOf(address.country, at, 'country', report);
  return {
    city: textOf(address.line4),
    country,
    countryCode,
    firstName: textOf(address.first_name),
    id: idOf(address.id),
    instructions: textOf(instructions),
    lastName: textOf(address.last_name),
    line1: textOf(address.line1),
    line2: textOf(address.line2),
    line3: textOf(address.line3),
    name: nameOf(address.first_name, address.last_name),
    phone: textOf(address.phone_number),
    postalCode: textOf(address.postcode),
    region: textOf(address.state),
  };
}

export function toAttribution(
  attribution: Maybe<Attribution>,
  at: string,
  report: Report,
): Order['attribution'] {
  if (!attribution) return undefined;
  const agent = given(attribution.agent);
  return present({
    affiliate: textOf(attribution.affiliate),
    agent:
      agent &&
      present({
        email: textOf(agent.email),
        firstName: textOf(agent.first_name),
        id: idOf(agent.id),
        lastName: textOf(agent.last_name),
      }),
    funnel: textOf(attribution.funnel),
    gclid: textOf(attribution.gclid),
    metadata: freeOf(attribution.metadata, at, 'metadata', report),
    subaffiliates: present({
      1: textOf(attribution.subaffiliate1),
      2: textOf(attribution.subaffiliate2),
      3: textOf(attribution.subaffiliate3),
      4: textOf(attribution.subaffiliate4),
      5: textOf(attribution.subaffiliate5),
    }),
    utm: present({
      campaign: textOf(attribution.utm_campaign),
      content: textOf(attribution.utm_content),
      medium: textOf(attribution.utm_medium),
      source: textOf(attribution.utm_source),
      term: textOf(attribution.utm_term),
    }),
  });
}
