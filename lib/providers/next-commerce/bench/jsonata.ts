import { OrderWebhook } from '../schema';
import { PARTS } from './jsonata-parts';

/** What is checked before. */
export const schema = OrderWebhook;

/**
 * In JSONata: an order of Next Commerce as the canonical order. For orders in one currency with two decimals, whose
 * every field is as documented: it has no notices and no `unmapped`.
 */
export const expression = `(${PARTS}
  data.{
    'id': 'next-commerce:acme:' & number,
    'number': number,
    'status': $some({
      'order': $word(status, { 'open': 'open', 'archived': 'archived', 'canceled': 'cancelled' }),
      'payment': $word(payment_status, {
        'pending': 'pending', 'authorized': 'authorized', 'expiring': 'authorized', 'expired': 'expired',
        'paid': 'paid', 'voided': 'voided', 'refunded': 'refunded', 'partially_paid': 'partially_paid',
        'partially_refunded': 'partially_refunded', 'partially_voided': 'partially_voided'
      }),
      'fulfillment': $word(fulfillment_status, {
        'not_required': 'not_required', 'unfulfilled': 'unfulfilled', 'on_hold': 'on_hold',
        'rejected': 'rejected', 'processing': 'processing', 'fulfilled': 'fulfilled',
        'incomplete': 'incomplete', 'partially_fulfilled': 'partially_fulfilled'
      })
    }),
    'placedAt': $time(date_placed),
    'createdAt': $time(created_at),
    'updatedAt': $time(updated_at),
    'currency': currency,
    'minorUnit': 2,
    'totals': $some({
      'total': $amount(total_incl_tax),
      'totalExclTax': $amount(total_excl_tax),
      'tax': $amount(total_tax),
      'discount': $amount(total_discount),
      'outstanding': $amount(total_outstanding),
      'cost': $amount(total_cost),
      'shipping': $amount(shipping_incl_tax),
      'shippingExclTax': $amount(shipping_excl_tax),
      'shippingTax': $amount(shipping_tax),
      'original': $some($originalTotals($))
    }),
    'taxLabel': $text(display_taxes),
    'taxes': $list(tax_lines.$tax($, id)),
    'lines': [lines.$line($)],
    'discounts': $list($append(
      offer_discounts.{
        'kind': 'offer', 'name': $text(name), 'description': $text(description), 'amount': $amount(amount)
      },
      voucher_discounts.{
        'kind': 'voucher',
        'name': $text(name),
        'description': $text(description),
        'amount': $amount(amount),
        'code': $text(voucher.code),
        'voucherName': $text(voucher.name),
        'startsAt': $time(voucher.start_datetime),
        'endsAt': $time(voucher.end_datetime)
      }
    )),
    'shipping': $some({
      'method': $text(shipping_method),
      'code': $text(shipping_code),
      'taxes': $list(shipping_tax_lines.$tax($, tax_id))
    }),
    'customer': user ? {
      'kind': 'person',
      'id': $id(user.id),
      'email': $text(user.email),
      'firstName': $text(user.first_name),
      'lastName': $text(user.last_name),
      'name': $name(user.first_name, user.last_name),
      'phone': $text(user.phone_number),
      'language': $text(user.language),
      'acceptsMarketing': $given(user.accepts_marketing),
      'ip': $text(user.ip),
      'userAgent': $text(user.user_agent)
    },
    'billingAddress': $address(billing_address),
    'shippingAddress': $address(shipping_address),
    'payments': $list(transactions.$payment($)),
    'refunds': $list(refunds.$refund($)),
    'fulfillments': $list(fulfillments.$fulfillment($)),
    'reporting': report_values ? report_values.{
      'currency': currency,
      'minorUnit': 2,
      'total': $amount(total_incl_tax),
      'totalExclTax': $amount(total_excl_tax),
      'discount': $amount(total_discount),
      'cost': $amount(total_cost),
      'shipping': $amount(shipping_incl_tax),
      'shippingExclTax': $amount(shipping_excl_tax),
      'original': $some($originalTotals($))
    },
    'attribution': attribution ? attribution.{
      'affiliate': $text(affiliate),
      'funnel': $text(funnel),
      'gclid': $text(gclid),
      'subaffiliates': $some({
        '1': $text(subaffiliate1),
        '2': $text(subaffiliate2),
        '3': $text(subaffiliate3),
        '4': $text(subaffiliate4),
        '5': $text(subaffiliate5)
      }),
      'utm': $some({
        'source': $text(utm_source),
        'medium': $text(utm_medium),
        'campaign': $text(utm_campaign),
        'term': $text(utm_term),
        'content': $text(utm_content)
      }),
      'agent': agent ? $some({
        'id': $id(agent.id),
        'email': $text(agent.email),
        'firstName': $text(agent.first_name),
        'lastName': $text(agent.last_name)
      }),
      'metadata': $some(metadata)
    },
    'subscriptions': $list(subscriptions.{ 'id': $id(id), 'billingCycle': $given(billing_cycle) }),
    'subscriptionLifecycle': $text(subscription_lifecycle),
    'channel': $text(source),
    'tags': $list(tags.$text($)),
    'metadata': $some(metadata),
    'statusUrl': $text(order_status_url),
    'supportsUpsells': $given(supports_post_purchase_upsells)
  }
)`;
