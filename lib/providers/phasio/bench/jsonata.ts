import { OrderPayload } from '../schema';

/** What is checked before. */
export const schema = OrderPayload;

/**
 * In JSONata: an order of Phasio as the canonical order. For orders in a currency with two decimals, placed in winter
 * (JSONata knows no time zones), whose every field is as documented: it has no notices and no `unmapped`.
 */
export const expression = `(
  $text := function($v) { $v != null and $v != '' ? $v };
  $given := function($v) { $v != null ? $v };
  $id := function($v) { $v != null and $v != '' ? $string($v) };
  $amount := function($v) { $v != null ? $round($v * 100) };
  $decimal := function($v) { $v != null ? $string($v) };
  $some := function($v) { $count($keys($v)) > 0 ? $v };
  $list := function($v) { $count($v) > 0 ? [$v] };
  $part := function($v) {
    {
      'id': $id($v.id),
      'specificationId': $text($v.specificationId),
      'name': $text($v.name),
      'quantity': $some({ 'ordered': $given($v.quantity) }),
      'unitPrice': $decimal($v.pricePerPart),
      'manufacturing': $some({
        'technology': $text($v.technology),
        'material': $text($v.material),
        'color': $text($v.color),
        'infill': $text($v.infill),
        'precision': $text($v.precision),
        'geometry': $some({
          'volume': $given($v.volume),
          'area': $given($v.area),
          'width': $given($v.width),
          'height': $given($v.height),
          'depth': $given($v.depth),
          'minBoundingBoxVolume': $given($v.minBoundingBoxVolume),
          'minimumWallThickness': $given($v.minimumWallThickness),
          'convexHullVolume': $given($v.convexHullVolume),
          'shrinkWrapVolume': $given($v.shrinkWrapVolume)
        }),
        'postProcessings': $list($v.postProcessings.{ 'name': $text(name), 'price': $amount(price) }),
        'steps': $list($v.productionSteps.{ 'name': $text(name), 'sequence': $given(sequence) })
      })
    }
  };
  {
    'id': 'phasio:acme:' & $string(orderId),
    'number': $text(orderNumber),
    'quoteNumber': $text(quoteNumber),
    'status': $some({
      'order': { 'value': orderNumber ? 'confirmed' : 'quote' },
      'payment': paymentStatus ? {
        'value': $lookup({
          'UNPAID': 'pending', 'PROCESSING': 'pending', 'IN_PROGRESS': 'pending', 'CONFIRMED': 'authorized',
          'PARTIALLY_PAID': 'partially_paid', 'PAID': 'paid', 'FAILED': 'failed', 'REFUNDED': 'refunded',
          'EXTERNALLY_TRACKED': 'external'
        }, paymentStatus),
        'native': paymentStatus
      }
    }),
    'createdAt': createdDate ?
      $fromMillis($toMillis(createdDate & '+01:00'), '[Y0001]-[M01]-[D01]T[H01]:[m01]:[s01]Z'),
    'currency': pricing.currency,
    'minorUnit': 2,
    'totals': $some({
      'total': $amount(pricing.totalPrice),
      'tax': $amount(pricing.taxAmount),
      'shipping': $amount(pricing.shippingFee),
      'topUp': $amount(pricing.topUpAmount)
    }),
    'taxes': [{
      'rate': $decimal(pricing.taxPercentage),
      'rateUnit': pricing.taxPercentage != null ? 'percent',
      'amount': $amount(pricing.taxAmount),
      'appliesToShipping': $given(pricing.applyTaxToShipping)
    }],
    'lines': [parts.$part($)],
    'fees': $list(expenses.{ 'id': $id(id), 'name': $text(name), 'amount': $amount(price) }),
    'discounts': pricing.discountPercentage != null ?
      [{ 'kind': 'percentage', 'percentage': $decimal(pricing.discountPercentage) }],
    'shipping': $some({ 'method': $text(shipping.shippingMethod) }),
    'customer': $merge([
      { 'kind': 'organisation' },
      { 'id': $id(customerOrganisationId), 'name': $text(customerOrganisationName) }
    ]),
    'shippingAddress': shipping.address ? shipping.address.{
      'id': $id(id),
      'name': $text(name),
      'line1': $text(street1),
      'line2': $text(street2),
      'city': $text(city),
      'region': $text(state),
      'countryCode': $uppercase(country),
      'postalCode': $text(zip),
      'phone': $text(phone),
      'email': $text(email),
      'residential': $given(residential)
    },
    'paymentTerms': $some({ 'dueDate': $text(pricing.paymentDueDate) }),
    'reporting': $some({ 'total': $decimal(pricing.totalLocalPrice) }),
    'references': $list($append(
      threadId ? { 'type': 'thread', 'value': $string(threadId) },
      customReference ? { 'type': 'customer', 'value': customReference }
    )),
    'production': $some({
      'stage': $text(kanbanColumnName),
      'stageSequence': $given(kanbanColumnSequence)
    })
  }
)`;
