import type { Random } from '../../random';

/** The parts of a Next Commerce order, each made up of what the numbers say. */

export function line(id: number, random: Random): object {
  const money = amounts(random);
  return {
    created_at: time(random),
    currency: 'EUR',
    current_quantity: 2,
    editable_quantity: 2,
    fulfillable_quantity: 2,
    id,
    is_gift_card: false,
    is_upsell: random.whole(4) === 0,
    metadata: {},
    original_price_excl_tax: money(),
    original_price_incl_tax: money(),
    original_total_discount: money(),
    price_excl_tax: money(),
    price_incl_tax: money(),
    product_id: 31 + random.whole(900),
    product_image: `https://cdn.example.com/media/products/${random.hex(32)}.jpg`,
    product_title: `${random.pick(SURNAMES)} stoneware mug, ${random.pick(['blue', 'red', 'green'])}, 350 ml`,
    product_url: `https://shop.example.com/catalogue/kitchen/mugs/mug-${random.whole(900)}/`,
    properties: [
      { key: 'Engraving', value: random.pick(SURNAMES) },
      { key: 'Gift wrapping', value: 'Brown paper with a red ribbon' },
    ],
    quantity: 2,
    report_values: {
      currency: 'USD',
      original_price_excl_tax: money(),
      original_price_incl_tax: money(),
      original_total_discount: money(),
      price_excl_tax: money(),
      price_incl_tax: money(),
      total_cost: money(),
      total_discount: money(),
      unit_cost: money(),
    },
    requires_shipping: true,
    sku: `MUG-${random.hex(6)}`,
    tax_lines: [tax({ tax_id: 3 }, random)],
    total_cost: money(),
    total_discount: money(),
    unit_cost: money(),
    updated_at: time(random),
    variant_id: 41 + random.whole(900),
    variant_title: 'Large',
  };
}

export function fulfillment(lines: number, number: string, random: Random): object {
  const code = `00340${random.whole(999_999_999)}`;
  return {
    created_at: time(random),
    delivery_status: random.pick(['in_transit', 'delivered', null]),
    id: 500 + random.whole(9_000),
    last_event_date: time(random),
    line_items: Array.from({ length: lines }, (_, i) => fulfillmentLine(i, random)),
    location_id: 3,
    order_number: number,
    origin_address: {
      country: 'DE',
      line1: 'Lagerweg 4',
      line2: '',
      line3: '',
      line4: 'Leipzig',
      phone_number: null,
      postcode: '04109',
      state: '',
    },
    requires_shipping: true,
    shipping_method: 'Standard',
    status: 'success',
    tracking_carrier: 'dhl',
    tracking_carriers: 'dhl',
    tracking_code: code,
    tracking_codes: code,
    tracking_link: `https://track.example.com/${code}`,
    tracking_links: `https://track.example.com/${code}`,
  };
}

function fulfillmentLine(id: number, random: Random): object {
  const money = amounts(random);
  return {
    currency: 'EUR',
    fulfilled_quantity: '2',
    fulfillment_service: 'manual',
    id,
    order_line_id: id + 9_000,
    price_excl_tax: money(),
    price_incl_tax: money(),
    product_id: 31 + random.whole(900),
    product_image: null,
    product_title: `${random.pick(SURNAMES)} mug`,
    quantity: 2,
    requires_shipping: true,
    returnable_quantity: '2',
    returned_quantity: '0',
    sku: `MUG-${random.hex(6)}`,
    tax_lines: [],
    total_discount: money(),
  };
}

export function refund(number: string, random: Random): object {
  const money = amounts(random);
  return {
    adjustments: [],
    created_at: time(random),
    id: 800 + random.whole(9_000),
    note: 'One mug arrived with a chipped handle.',
    order_number: number,
    refund_line_items: [
      {
        amount_excl_tax: money(),
        amount_incl_tax: money(),
        id: 1,
        line_item_id: 21,
        location_id: 3,
        quantity: 1,
        report_values: { amount_excl_tax: money(), amount_incl_tax: money(), currency: 'USD' },
        restock_type: 'no_restock',
      },
    ],
    report_values: {
      currency: 'USD',
      total_refund_amount: money(),
      total_return_excl_tax: money(),
      total_return_incl_tax: money(),
    },
    total_refund_amount: money(),
    total_return_excl_tax: money(),
    total_return_incl_tax: money(),
    transactions: [],
    user_id: 12,
  };
}

export function transaction(type: string, random: Random): object {
  return {
    amount: amounts(random)(),
    auth_code: null,
    currency: 'EUR',
    date_created: time(random),
    external_id: `pi_${random.hex(24)}`,
    id: 900 + random.whole(9_000),
    is_disputed: false,
    is_external: false,
    is_initial_retry: false,
    is_test: false,
    network_transaction_id: null,
    parent_id: null,
    payment_details: {
      bankcard_first_six: '424242',
      bankcard_last_four: '4242',
      card_token: null,
      gateway: { id: 4, name: 'Cards', type: 'stripe' },
      is_3ds: true,
      optimized_3ds: false,
      paypal_vault_id: null,
      sca_flow: 'challenge',
    },
    payment_method: 'bankcard',
    report_values: { amount: amounts(random)(), currency: 'USD' },
    response_code: 100,
    statement_descriptor: 'ACME',
    status: 'succeeded',
    type,
  };
}

export const tax = (id: object, random: Random): object => ({
  ...id,
  amount: amounts(random)(),
  currency: 'EUR',
  rate: 0.19,
  report_values: { amount: amounts(random)(), currency: 'USD' },
  source: null,
  tax_title: 'VAT',
});

export const address = (random: Random): object => ({
  country: 'DE',
  first_name: 'Zoë',
  id: random.whole(90_000),
  last_name: random.pick(SURNAMES),
  line1: `Ackerstraße ${1 + random.whole(120)}`,
  line2: '',
  line3: '',
  line4: 'Berlin',
  phone_number: `+49305550${random.whole(999)}`,
  postcode: String(10_000 + random.whole(89_999)),
  state: '',
});

export const ATTRIBUTION = {
  affiliate: 'partner-12',
  agent: null,
  funnel: 'Autumn',
  gclid: null,
  metadata: { landing: '/mugs' },
  subaffiliate1: 'a',
  subaffiliate2: null,
  subaffiliate3: null,
  subaffiliate4: null,
  subaffiliate5: null,
  utm_campaign: 'autumn-2026',
  utm_content: null,
  utm_medium: 'email',
  utm_source: 'newsletter',
  utm_term: null,
};

export const SURNAMES = ['Müller', 'Schmidt', 'Weiß', 'Jäger', 'Vogel', 'Krüger', 'Brandt'];

export const amounts = (random: Random) => (): string => (random.whole(99_999) / 100).toFixed(2);

export const time = (random: Random): string => {
  const two = (below: number) => String(random.whole(below)).padStart(2, '0');
  const micro = String(random.whole(1_000_000)).padStart(6, '0');
  return `2026-03-${String(1 + random.whole(28)).padStart(2, '0')}T${two(24)}:${two(60)}:${two(60)}.${micro}+01:00`;
};
