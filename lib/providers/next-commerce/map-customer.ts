import type { Fields } from '../../mapping/fields';
import { nameOf, present } from '../../mapping/values';
import type { Order } from '../../order/order';
import type { Attribution, BillingAddress, ShippingAddress, User } from './schema-customer';
import type { OriginAddress } from './schema-fulfillment';

type Customer = NonNullable<Order['customer']>;
type Address = NonNullable<Order['shippingAddress']>;
type Origin = NonNullable<NonNullable<Order['fulfillments']>[number]['origin']>;

export function toCustomer(user: Fields<User> | undefined): Order['customer'] {
  if (!user) return undefined;
  const [firstName, lastName] = [user.text('first_name'), user.text('last_name')];
  const customer: Customer = {
    acceptsMarketing: user.flag('accepts_marketing'),
    email: user.text('email'),
    firstName,
    id: user.id('id'),
    ip: user.text('ip'),
    kind: 'person',
    language: user.text('language'),
    lastName,
    name: nameOf(firstName, lastName),
    phone: user.text('phone_number'),
    userAgent: user.text('user_agent'),
  };
  return present(customer, 'kind');
}

export const toBillingAddress = (address: Fields<BillingAddress> | undefined): Address | undefined =>
  address && present(toAddress(address, undefined));

export const toShippingAddress = (address: Fields<ShippingAddress> | undefined): Address | undefined =>
  address && present(toAddress(address, address.written('notes')));

/** Their fourth line is the city. One literal: an object put together from others costs as much as twenty fields. */
function toAddress(address: Fields<BillingAddress>, instructions: string | undefined): Address {
  const { countryCode, country } = address.country('country');
  const [firstName, lastName] = [address.text('first_name'), address.text('last_name')];
  return {
    city: address.text('line4'),
    country,
    countryCode,
    firstName,
    id: address.id('id'),
    instructions,
    lastName,
    line1: address.text('line1'),
    line2: address.text('line2'),
    line3: address.text('line3'),
    name: nameOf(firstName, lastName),
    phone: address.text('phone_number'),
    postalCode: address.text('postcode'),
    region: address.text('state'),
  };
}

/** The merchant's place that a parcel leaves from: an address without a person. */
export function toOrigin(place: Fields<OriginAddress> | undefined): Origin | undefined {
  if (!place) return undefined;
  const { countryCode, country } = place.country('country');
  const address = present<Address>({
    city: place.text('line4'),
    country,
    countryCode,
    line1: place.text('line1'),
    line2: place.text('line2'),
    line3: place.text('line3'),
    phone: place.text('phone_number'),
    postalCode: place.text('postcode'),
    region: place.text('state'),
  });
  return address && { address };
}

export function toAttribution(attribution: Fields<Attribution> | undefined): Order['attribution'] {
  if (!attribution) return undefined;
  const agent = attribution.object('agent');
  return present({
    affiliate: attribution.text('affiliate'),
    agent:
      agent &&
      present({
        email: agent.text('email'),
        firstName: agent.text('first_name'),
        id: agent.id('id'),
        lastName: agent.text('last_name'),
      }),
    funnel: attribution.text('funnel'),
    gclid: attribution.text('gclid'),
    metadata: attribution.free('metadata'),
    subaffiliates: present({
      1: attribution.text('subaffiliate1'),
      2: attribution.text('subaffiliate2'),
      3: attribution.text('subaffiliate3'),
      4: attribution.text('subaffiliate4'),
      5: attribution.text('subaffiliate5'),
    }),
    utm: present({
      campaign: attribution.text('utm_campaign'),
      content: attribution.text('utm_content'),
      medium: attribution.text('utm_medium'),
      source: attribution.text('utm_source'),
      term: attribution.text('utm_term'),
    }),
  });
}
