/** In JSONata: the parts of a Next Commerce order, each as the canonical order has it. */
export const PARTS = `
  $text := function($v) { $v != null and $v != '' ? $v };
  $given := function($v) { $v != null ? $v };
  $id := function($v) { $v != null and $v != '' ? $string($v) };
  $amount := function($v) { $v != null and $v != '' ? $round($number($v) * 100) };
  $decimal := function($v) { $v != null and $v != '' ? $string($number($v)) };
  $whole := function($v) { $v != null and $v != '' ? $number($v) };
  $some := function($v) { $count($keys($v)) > 0 ? $v };
  $list := function($v) { $count($v) > 0 ? [$v] };
  $name := function($a, $b) { $text($join([$text($a), $text($b)], ' ')) };
  $time := function($v) {
    $v != null and $v != '' ?
      $fromMillis($toMillis($v), '[Y0001]-[M01]-[D01]T[H01]:[m01]:[s01]') & '.'
        & $substringBefore($substringAfter($v, '.'), '+') & 'Z'
  };
  $word := function($v, $words) { $v != null and $v != '' ? { 'value': $lookup($words, $v), 'native': $v } };
  $reportedAmount := function($v) { $v ? { 'currency': $v.currency, 'minorUnit': 2, 'amount': $amount($v.amount) } };
  $reportedReturn := function($v) {
    $v ? {
      'currency': $v.currency,
      'minorUnit': 2,
      'amount': $amount($v.amount_incl_tax),
      'amountExclTax': $amount($v.amount_excl_tax)
    }
  };
  $tax := function($v, $id) {
    {
      'id': $string($id),
      'name': $text($v.tax_title),
      'rate': $decimal($v.rate),
      'rateUnit': 'unstated',
      'amount': $amount($v.amount),
      'source': $text($v.source),
      'reporting': $reportedAmount($v.report_values)
    }
  };
  $place := function($v) {
    {
      'line1': $text($v.line1),
      'line2': $text($v.line2),
      'line3': $text($v.line3),
      'city': $text($v.line4),
      'region': $text($v.state),
      'postalCode': $text($v.postcode),
      'countryCode': $uppercase($v.country),
      'phone': $text($v.phone_number)
    }
  };
  $address := function($v) {
    $v ? $merge([
      {
        'id': $id($v.id),
        'firstName': $text($v.first_name),
        'lastName': $text($v.last_name),
        'name': $name($v.first_name, $v.last_name),
        'instructions': $text($v.notes)
      },
      $place($v)
    ])
  };
  $payment := function($v) {
    {
      'id': $id($v.id),
      'parentId': $id($v.parent_id),
      'kind': $lookup({ 'authorize': 'authorization', 'debit': 'sale', 'refund': 'refund', 'void': 'void' }, $v.type),
      'type': $text($v.type),
      'status': $text($v.status),
      'amount': { 'amount': $amount($v.amount), 'currency': $v.currency, 'minorUnit': 2 },
      'method': $text($v.payment_method),
      'at': $time($v.date_created),
      'externalId': $text($v.external_id),
      'gateway': $v.payment_details.gateway.{ 'id': $id(id), 'name': $text(name), 'type': $text(type) },
      'card': $v.payment_details.{
        'firstSix': $text(bankcard_first_six),
        'lastFour': $text(bankcard_last_four)
      },
      'threeDS': $v.payment_details.{
        'used': $given(is_3ds),
        'optimized': $given(optimized_3ds),
        'downgradeRetry': $given(downgrade_3ds_retry),
        'flow': $text(sca_flow)
      },
      'responseCode': $id($v.response_code),
      'statementDescriptor': $text($v.statement_descriptor),
      'disputed': $given($v.is_disputed),
      'external': $given($v.is_external),
      'test': $given($v.is_test),
      'initialRetry': $given($v.is_initial_retry),
      'reporting': $reportedAmount($v.report_values)
    }
  };
  $original := function($v) {
    {
      'total': $amount($v.original_price_incl_tax),
      'totalExclTax': $amount($v.original_price_excl_tax),
      'discount': $amount($v.original_total_discount)
    }
  };
  $cost := function($v, $unit) { { 'unit': $unit, 'total': $amount($v.total_cost) } };
  $originalTotals := function($v) {
    {
      'total': $amount($v.original_total_incl_tax),
      'totalExclTax': $amount($v.original_total_excl_tax),
      'discount': $amount($v.original_total_discount),
      'shipping': $amount($v.original_shipping_incl_tax),
      'shippingExclTax': $amount($v.original_shipping_excl_tax)
    }
  };
  $line := function($v) {
    {
      'id': $id($v.id),
      'productId': $id($v.product_id),
      'variantId': $id($v.variant_id),
      'sku': $text($v.sku),
      'name': $text($v.product_title),
      'variant': $text($v.variant_title),
      'imageUrl': $text($v.product_image),
      'url': $text($v.product_url),
      'quantity': $some({
        'ordered': $given($v.quantity),
        'current': $given($v.current_quantity),
        'editable': $given($v.editable_quantity),
        'fulfillable': $given($v.fulfillable_quantity)
      }),
      'total': $amount($v.price_incl_tax),
      'totalExclTax': $amount($v.price_excl_tax),
      'discount': $amount($v.total_discount),
      'original': $some($original($v)),
      'cost': $some($cost($v, $decimal($v.unit_cost))),
      'taxes': $list($v.tax_lines.$tax($, tax_id)),
      'reporting': $v.report_values ? {
        'currency': $v.report_values.currency,
        'minorUnit': 2,
        'total': $amount($v.report_values.price_incl_tax),
        'totalExclTax': $amount($v.report_values.price_excl_tax),
        'discount': $amount($v.report_values.total_discount),
        'original': $some($original($v.report_values)),
        'cost': $some($cost($v.report_values, $decimal($v.report_values.unit_cost)))
      },
      'requiresShipping': $given($v.requires_shipping),
      'giftCard': $given($v.is_gift_card),
      'upsell': $given($v.is_upsell),
      'metadata': $some($v.metadata),
      'properties': $list($v.properties.{ 'key': $text(key), 'value': $text(value) }),
      'createdAt': $time($v.created_at),
      'updatedAt': $time($v.updated_at)
    }
  };
  $fulfillmentLine := function($v) {
    {
      'id': $id($v.id),
      'lineId': $id($v.order_line_id),
      'productId': $id($v.product_id),
      'sku': $text($v.sku),
      'name': $text($v.product_title),
      'imageUrl': $text($v.product_image),
      'quantity': $given($v.quantity),
      'fulfilled': $whole($v.fulfilled_quantity),
      'returnable': $whole($v.returnable_quantity),
      'returned': $whole($v.returned_quantity),
      'total': $amount($v.price_incl_tax),
      'totalExclTax': $amount($v.price_excl_tax),
      'discount': $amount($v.total_discount),
      'requiresShipping': $given($v.requires_shipping),
      'service': $text($v.fulfillment_service),
      'taxes': $list($v.tax_lines.$tax($, tax_id))
    }
  };
  $fulfillment := function($v) {
    {
      'id': $id($v.id),
      'status': $text($v.status),
      'deliveryStatus': $text($v.delivery_status),
      'createdAt': $time($v.created_at),
      'lastEventAt': $time($v.last_event_date),
      'locationId': $id($v.location_id),
      'requiresShipping': $given($v.requires_shipping),
      'shippingMethod': $text($v.shipping_method),
      'origin': $v.origin_address ? { 'address': $place($v.origin_address) },
      'tracking': $some({
        'carrier': $text($v.tracking_carrier),
        'code': $text($v.tracking_code),
        'url': $text($v.tracking_link),
        'carriers': $text($v.tracking_carriers),
        'codes': $text($v.tracking_codes),
        'urls': $text($v.tracking_links)
      }),
      'lines': $list($v.line_items.$fulfillmentLine($))
    }
  };
  $refund := function($v) {
    {
      'id': $id($v.id),
      'createdAt': $time($v.created_at),
      'note': $text($v.note),
      'userId': $id($v.user_id),
      'amount': $amount($v.total_refund_amount),
      'returned': $amount($v.total_return_incl_tax),
      'returnedExclTax': $amount($v.total_return_excl_tax),
      'lines': $list($v.refund_line_items.{
        'id': $id(id),
        'lineId': $id(line_item_id),
        'locationId': $id(location_id),
        'quantity': $given(quantity),
        'amount': $amount(amount_incl_tax),
        'amountExclTax': $amount(amount_excl_tax),
        'restock': $text(restock_type),
        'reporting': $reportedReturn(report_values)
      }),
      'adjustments': $list($v.adjustments.{
        'id': $id(id),
        'type': $text(type),
        'amount': $amount(amount_incl_tax),
        'amountExclTax': $amount(amount_excl_tax),
        'reporting': $reportedReturn(report_values)
      }),
      'payments': $list($v.transactions.$payment($)),
      'reporting': $v.report_values ? {
        'currency': $v.report_values.currency,
        'minorUnit': 2,
        'amount': $amount($v.report_values.total_refund_amount),
        'returned': $amount($v.report_values.total_return_incl_tax),
        'returnedExclTax': $amount($v.report_values.total_return_excl_tax)
      }
    }
  };
`;
