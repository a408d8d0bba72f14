import type { NoticeCode } from './order-event';
import type { PersonalDataClass } from './personal-data';
import type { FULFILLMENT_STATUSES, ORDER_STATUSES, PAYMENT_STATUSES } from './status';

/**
 * What the contract says of an object and of its fields: the texts of the JSON Schemas and of the event catalogue. They
 * stand beside the schemas and not in them, because a function's bundle needs no prose.
 */
export interface Description {
  readonly is: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** Fields that mean the same wherever they stand and are not described there. */
export const COMMON_FIELDS: Readonly<Record<string, string>> = {
  id: "The provider's id of it.",
  name: 'Its name, as the provider shows it.',
  currency: 'The currency of the amounts here, ISO 4217; absent where it is that of the order.',
  minorUnit: 'How many decimals the currency of the amounts here has; absent where it is that of the order.',
  createdAt: 'When the provider made it.',
  updatedAt: 'When it changed last.',
  taxes: 'The taxes in these amounts.',
  reporting: "The same amounts in the provider's reporting currency: not what was charged.",
  metadata: 'A free field of the provider: any JSON that the merchant put there.',
  native: "The provider's own word for it.",
  total: 'All of it, with tax.',
  totalExclTax: 'The same without tax.',
  discount: 'What is taken off, as a positive number.',
  amount: 'How much it is.',
  amountExclTax: 'The same without tax.',
  sku: "The merchant's stock-keeping unit.",
  lineId: 'The `id` of the line that it is about.',
  productId: "The provider's id of the product.",
  imageUrl: 'A picture of the product.',
  requiresShipping: 'Whether it has to be shipped.',
  email: 'E-mail address.',
  phone: 'Telephone number, as it was entered.',
  firstName: 'First name.',
  lastName: 'Last name.',
};

/** The metadata are the same for every type of event. */
const METADATA: Description = {
  is: 'Facts about the event, flat and in lower case; CloudEvents 1.0 names where it has them.',
  fields: {
    specversion: 'The version of CloudEvents whose names these are.',
    id: 'The same on every retry, replay and redeploy of one delivery: 64 hex digits.',
    source: 'Who sent it: `urn:order-events:<provider>:<account>`.',
    type: "What happened: equals EventBridge's `detail-type`.",
    subject: "What it is about: the order's id, or the redacted customer's.",
    time: 'When it happened at the provider, else when we received it.',
    recordedtime: 'When we received it.',
    sequence:
      '`time` in microseconds since 1970, 16 digits: comparable as text. Ties: the larger `recordedtime`, then the larger `id`.',
    ordering:
      '`provider`: of one order the larger `sequence` is the newer. `received`: the provider states no time of change, so arrival stands for it.',
    contenthash:
      'SHA-256 over the RFC 8785 JSON of `{ order, unmapped }` without `order.updatedAt`, or of `{ customer, unmapped }`, 64 hex digits: equal to the last one where nothing changed.',
    dataschema: 'The JSON Schema of the event, with its version.',
    dataref: 'Where the whole order lies, only where it is too large for the bus.',
    datacontenttype: 'What `data` is: always JSON. Events before 1.2 do not say it.',
    dataclassification:
      'What `data` may tell about: an order tells about a person. Events before 1.2 do not say it.',
    correlationid:
      'The request that brought the delivery: the same in every log line of it, also after a replay.',
    causationid:
      'What brought this event about: the request, or the replay or recovery after it. Events before 1.2 do not say it.',
    traceparent:
      'W3C trace context of the request, from its sender or made at its receipt: the same over all hops and replays.',
    provider: 'The platform that sent it.',
    account: 'The tenant or store at the provider.',
    endpoint: 'The webhook that received it.',
    event: "The provider's own word for the event.",
    eventid: "The provider's id of the event.",
    apiversion: "The version of the provider's API that the payload has.",
    webhookid: "The provider's id of the webhook.",
    actor: "What kind of person or system acted, in the provider's word.",
    mapper: '`<provider>@<version>`: the mapping that made it; the version rises when its output changes.',
    test: 'Whether it is about a test order.',
    replay: 'Present and true where an operator sent it again.',
  },
};

/** By the name of the object in the contract. */
export const DESCRIPTIONS: Readonly<Record<string, Description>> = {
  OrderEvent: {
    is: 'The `detail` of every order event on the bus.',
    fields: {
      metadata: 'What the event is, where it comes from, and where it stands in the order of events.',
      data: 'What it is about: the whole order as it is now.',
    },
  },
  CustomerRedacted: {
    is: 'The `detail` of `customer.redacted.v1`: a person asked to be forgotten. Whoever kept their data has to erase them.',
    fields: {
      metadata: 'What the event is, where it comes from, and when.',
      data: 'Whose data they are.',
    },
  },
  CustomerRedactedData: {
    is: 'Whose data have to be erased; nothing else about them.',
    fields: {
      customer: 'The customer.',
      notices: 'What a careful reader wants to know; never a reason to drop the event.',
      unmapped: 'JSON Pointer into the payload → value of every field that no schema knows.',
    },
  },
  CustomerRedactedDataCustomer: {
    is: 'The customer whose data have to be erased.',
    fields: { id: "The provider's id of the customer: the same as `customer.id` of their orders." },
  },
  Metadata: METADATA,
  RedactedMetadata: METADATA,
  Data: {
    is: 'The order, and what a careful reader wants to know about how it was read.',
    fields: {
      order: 'The canonical order, the same for every provider.',
      summary:
        'What rules match by keys, and the order says only in lists. Events before 1.2 do not have it.',
      notices: 'What a careful reader wants to know; never a reason to drop the event.',
      extensions:
        "By provider: documented fields that have no canonical place, in the provider's own names. `contenthash` does not cover them.",
      unmapped:
        'JSON Pointer into the payload → value of every field that no schema knows, or that has another type than documented.',
    },
  },
  Summary: {
    is: 'What rules match by keys, made of the order alone: it says nothing that the order does not say.',
    fields: {
      lineCount: 'How many lines the order has.',
      unitCount:
        'The quantities of all lines together, what was removed not counted; absent where a line states none.',
      skus: 'The different article numbers of the lines, in their sequence: at most 100, none above 200 characters.',
      skusCut: 'Present and true where not every article number is in `skus`.',
      hasRefund:
        'Whether money was paid back, all or in part; absent where the provider says nothing of payments or refunds.',
      hasDispute:
        'Whether a payment is disputed; absent where the provider says of no payment whether it is.',
      firstPaidAt:
        'When money was first taken successfully; absent where the provider does not let it be told.',
    },
  },
  Notice: {
    is: 'One thing worth knowing, for a code and a place with list positions taken out.',
    fields: {
      code: 'What kind of thing it is.',
      count: 'How many places it is about; absent where it is one.',
      path: "JSON Pointer into the provider's payload, empty for the whole of it; of several places, the first.",
      message: 'A sentence for people; it may hold a text of the payload.',
    },
  },
  Order: {
    is: 'The canonical order. Absent means that the provider does not say; nothing is `null`. Amounts are in the minor unit of `currency` unless a currency stands beside them.',
    fields: {
      id: '`<provider>:<account>:<their id>`.',
      number: 'The number that merchant and shopper know it by.',
      quoteNumber: 'The number of the quote that it came from.',
      status: 'Where it stands, as answers to three questions.',
      placedAt: 'When the shopper placed it.',
      createdAt: 'When the provider made the record.',
      updatedAt: 'When the provider changed the record last.',
      cancelledAt: 'When the whole order was cancelled.',
      cancelReason: "Why it was cancelled, in the provider's or the merchant's words.",
      completedAt: 'When nothing was left to be done for it.',
      currency: 'ISO 4217: the currency of every amount without one beside it.',
      minorUnit:
        'Decimals of the currency: 2 for USD, 0 for JPY, 3 for KWD. Amounts are in units of 10^-minorUnit.',
      totals: 'Its totals as it is now.',
      taxesIncluded: 'Whether the prices that the buyer was shown contained the tax.',
      taxLabel: "The provider's names of the taxes that apply, as it shows them.",
      taxes: 'The taxes of the whole order.',
      lines: 'What was ordered. Absent only where `metadata.dataref` says where the whole order lies.',
      fees: 'What is charged beside goods and shipping.',
      discounts: 'What was taken off, and why.',
      shipping: 'How it is shipped.',
      customer: 'Who ordered.',
      billingAddress: 'Where the invoice goes.',
      shippingAddress: 'Where the goods go.',
      payments: 'Every movement of money that the provider lists.',
      paymentTerms: 'By when it has to be paid.',
      refunds: 'What was given back, and for what.',
      fulfillments: 'What was made ready or shipped.',
      attribution: 'Which campaign and which person brought the order.',
      subscriptions: 'The subscriptions that it belongs to.',
      subscriptionLifecycle: "Which part of a subscription's life it is, in the provider's word.",
      references: 'Numbers and names that others know it by.',
      production: 'Where it stands on the shop floor.',
      channel: "Where it was sold, in the provider's word.",
      locale: 'The language and region that it was placed in, as the provider writes it: `de-CH`, `fr`.',
      note: 'What the buyer wrote beside it.',
      tags: 'Labels that the merchant gave it.',
      statusUrl: "The page where the shopper sees the order's state.",
      supportsUpsells: 'Whether lines may still be added after the purchase.',
    },
  },
  Status: {
    is: 'Three questions about the order; one is absent where the provider says nothing.',
    fields: {
      order: 'Where the order stands.',
      payment: 'Where its payment stands.',
      fulfillment: 'Where its fulfillment stands.',
    },
  },
  OrderStatus: { is: 'Where the order stands.', fields: { value: 'The canonical word.' } },
  PaymentStatus: { is: 'Where the payment stands.', fields: { value: 'The canonical word.' } },
  FulfillmentStatus: { is: 'Where the fulfillment stands.', fields: { value: 'The canonical word.' } },
  Totals: {
    is: 'The totals of the order as it is now, after edits and discounts. Refunds are not taken off by us.',
    fields: {
      total: 'The grand total after edits and discounts, with tax, shipping included.',
      totalExclTax: 'The same as `total`, without tax.',
      subtotal:
        'The lines together, after edits and discounts, with tax, before shipping and fees: as the provider states it, or the sum of `lines[].total`.',
      tax: 'All tax in `total`, that of shipping included.',
      discount: 'What is taken off in `total`, as a positive number.',
      outstanding: 'What is still to be paid, with tax; negative where money is owed to the customer.',
      cost: 'What the goods cost the merchant, without tax as far as the provider says.',
      shipping: 'The part of `total` that is for shipping, with tax as far as the provider says.',
      shippingExclTax: 'The same as `shipping`, without tax.',
      shippingTax: 'The part of `tax` that is for shipping.',
      topUp: "What was added to `total` to reach the provider's minimum order.",
      original: 'As the order was placed, before any edit or refund.',
    },
  },
  TotalsOriginal: {
    is: 'The totals as the order was placed, before any edit or refund.',
    fields: {
      shipping: 'What was charged for shipping, with tax.',
      shippingExclTax: 'The same without tax.',
    },
  },
  Reporting: {
    is: 'The totals converted by the provider into its reporting currency: not what was charged.',
    fields: {
      currency: 'The reporting currency, ISO 4217.',
      minorUnit: 'Its decimals.',
      cost: 'What the goods cost the merchant.',
      shipping: 'The part for shipping, with tax as far as the provider says.',
      shippingExclTax: 'The same without tax.',
      original: 'As the order was placed.',
    },
  },
  ReportingOriginal: {
    is: 'The reported totals as the order was placed.',
    fields: {
      shipping: 'What was charged for shipping, with tax.',
      shippingExclTax: 'The same without tax.',
    },
  },
  Line: {
    is: 'One thing that was ordered, any number of times.',
    fields: {
      variantId: "The provider's id of the variant.",
      specificationId: 'What a made part is specified by.',
      name: 'What it is called.',
      variant: 'Which variant of it, in words.',
      url: 'The page of the product.',
      quantity: 'How many.',
      unitPrice: 'The price of one unit, where the provider states one.',
      total:
        'The whole line, not one unit, after edits and discount, with tax; refunds are not taken off by us.',
      totalExclTax: 'The same without tax.',
      discount: 'What is taken off in `total`, as a positive number.',
      original: 'The line as it was ordered.',
      cost: 'What it costs the merchant.',
      currency: "The line's currency, only where it is not the order's.",
      minorUnit: 'Its decimals.',
      giftCard: 'Whether it is a gift card.',
      upsell: 'Whether it was added after the purchase.',
      manufacturing: 'How it is made.',
      properties: 'What the shopper or merchant wrote to it.',
    },
  },
  LineQuantity: {
    is: 'How many of a line there are.',
    fields: {
      ordered: 'Ever ordered on this line.',
      current: 'Ordered and not removed since.',
      editable: 'How many may still be changed.',
      fulfillable: 'How many are still to be fulfilled.',
      fulfilled: 'How many were fulfilled, returns included.',
      returned: 'How many of the fulfilled ones came back.',
      unit: "What the quantities count, in the provider's own word: pieces, kilograms, hours.",
    },
  },
  LineOriginal: { is: 'The amounts of a line as it was ordered.', fields: {} },
  LineCost: {
    is: 'What a line costs the merchant.',
    fields: { unit: 'One unit.', total: 'The whole line.' },
  },
  LineReporting: {
    is: "The amounts of a line in the provider's reporting currency.",
    fields: { original: 'The line as it was ordered.', cost: 'What it costs the merchant.' },
  },
  LineReportingOriginal: { is: 'The reported amounts of a line as it was ordered.', fields: {} },
  LineReportingCost: {
    is: 'What a line costs the merchant, in the reporting currency.',
    fields: { unit: 'One unit.', total: 'The whole line.' },
  },
  LineProperty: {
    is: 'What the shopper or merchant wrote to a line.',
    fields: { key: 'What it is about.', value: 'What they wrote.' },
  },
  Manufacturing: {
    is: 'How a part is made.',
    fields: {
      technology: 'The process.',
      material: 'What it is made of.',
      color: 'Its colour.',
      infill: 'How it is filled.',
      precision: 'How exact it has to be.',
      geometry: 'Its measures.',
      postProcessings: 'What is done to it afterwards.',
      steps: 'The steps of making it.',
    },
  },
  ManufacturingGeometry: {
    is: "The measures of a part, in the provider's units, which it does not state.",
    fields: {
      volume: 'Volume of the part.',
      area: 'Area of its surface.',
      width: 'Width.',
      height: 'Height.',
      depth: 'Depth.',
      minBoundingBoxVolume: 'Volume of the smallest box around it.',
      minimumWallThickness: 'Thickness of its thinnest wall.',
      convexHullVolume: 'Volume of its convex hull.',
      shrinkWrapVolume: 'Volume within a tight wrap around it.',
    },
  },
  ManufacturingPostProcessing: {
    is: 'Something that is done to a part after it was made.',
    fields: { price: 'What is charged for it.' },
  },
  ManufacturingStep: { is: 'A step of making a part.', fields: { sequence: 'Its place among the steps.' } },
  Tax: {
    is: 'One tax.',
    fields: {
      rate: 'As the provider states it, in `rateUnit`: never converted.',
      rateUnit: '`percent`: 19 means 19 %. `fraction`: 0.19 means 19 %. `unstated`: nobody may guess.',
      amount: 'How much tax it is.',
      source: 'Who calculated it.',
      appliesToShipping: 'Whether shipping is taxed by it too.',
    },
  },
  TaxReporting: { is: 'A tax in the reporting currency.', fields: {} },
  Discount: {
    is: 'What was taken off, and why.',
    fields: {
      kind: '`offer`: the shop gave it. `voucher`: the shopper had a code. `percentage`: part of the whole.',
      description: 'What it is for.',
      amount: 'What it took off.',
      percentage: 'How many percent it takes off.',
      code: "The voucher's code.",
      voucherName: "The voucher's name.",
      startsAt: 'When it begins to count.',
      endsAt: 'When it ends.',
    },
  },
  Fee: { is: 'Something that is charged beside goods and shipping.', fields: {} },
  Shipping: {
    is: 'How the order is shipped.',
    fields: { method: 'What the shopper chose.', code: "The provider's code of it." },
  },
  Customer: {
    is: 'Who ordered.',
    fields: {
      kind: 'Whether it is a person or an organisation.',
      name: 'The whole name.',
      language: 'The language that they read.',
      acceptsMarketing: 'Whether they agreed to marketing.',
      ip: 'The internet address that they ordered from.',
      userAgent: 'The browser that they ordered with.',
    },
  },
  Address: {
    is: 'Where and with whom.',
    fields: {
      name: 'The whole name, or that of the organisation.',
      company: 'The organisation.',
      line1: 'Street and number.',
      line2: 'What else belongs to the street.',
      line3: 'And more of it.',
      city: 'Town or city.',
      region: 'State, province or county.',
      postalCode: 'Postal code.',
      countryCode: 'Country.',
      country: 'What the provider wrote where that is not a code of ISO 3166-1.',
      instructions: 'What the courier should know.',
      residential: 'Whether somebody lives there.',
    },
  },
  Money: {
    is: 'An amount with its currency.',
    fields: {
      currency: 'ISO 4217.',
      minorUnit: 'Decimals of the currency.',
    },
  },
  Payment: {
    is: 'One movement of money, or the attempt at one.',
    fields: {
      parentId: 'The `id` of the payment that it follows, as a refund follows a sale.',
      kind: 'What it does with the money, whatever became of it (`status`). Whoever sums amounts needs it.',
      type: "The provider's own word for `kind`.",
      status: "What became of it, in the provider's word.",
      amount: 'How much; positive whatever the kind is.',
      method: 'How they pay.',
      at: 'When it happened.',
      externalId: 'What the payment service calls it.',
      gateway: 'The payment service.',
      card: 'Which card, as far as anybody may know.',
      threeDS: 'How the card holder was authenticated.',
      responseCode: 'What the payment service answered.',
      statementDescriptor: "What stands on the card holder's statement.",
      disputed: 'Whether the card holder disputes it.',
      external: 'Whether it was made outside the provider.',
      test: 'Whether no money moved.',
      initialRetry: 'Whether it is the first that was tried again.',
    },
  },
  PaymentGateway: {
    is: 'A payment service.',
    fields: { type: 'What kind of service it is.' },
  },
  PaymentCard: {
    is: 'What may be known of a card.',
    fields: { firstSix: 'The first six digits.', lastFour: 'The last four digits.' },
  },
  PaymentThreeDS: {
    is: 'How the card holder was authenticated.',
    fields: {
      used: 'Whether 3-D Secure was used.',
      optimized: 'Whether the payment service decided about it.',
      downgradeRetry: 'Whether the payment was tried again without it.',
      flow: "Which way it went, in the provider's word.",
    },
  },
  PaymentReporting: { is: 'A payment in the reporting currency.', fields: {} },
  PaymentTerms: { is: 'By when the order has to be paid.', fields: { dueDate: 'The last day to pay.' } },
  Refund: {
    is: 'What was given back, and for what.',
    fields: {
      note: 'What the merchant wrote to it.',
      userId: 'Who at the merchant refunded.',
      amount: 'What was paid back, with tax: the sum of the successful payments.',
      returned: 'What the lines and adjustments are worth, with tax, paid back or not.',
      returnedExclTax: 'The same without tax.',
      lines: 'The lines that it is for.',
      adjustments: 'What was given back for no line.',
      payments: 'The money that moved.',
    },
  },
  RefundLine: {
    is: 'A line that something was given back for.',
    fields: {
      locationId: 'Where the goods went back to.',
      quantity: 'How many were given back.',
      restock: "What became of the goods, in the provider's word.",
    },
  },
  RefundLineReporting: { is: 'A refunded line in the reporting currency.', fields: {} },
  RefundAdjustment: { is: 'Something given back for no line.', fields: { type: 'What for.' } },
  RefundAdjustmentReporting: { is: 'An adjustment in the reporting currency.', fields: {} },
  RefundReporting: {
    is: 'A refund in the reporting currency.',
    fields: {
      returned: 'What the lines and adjustments are worth, with tax.',
      returnedExclTax: 'The same without tax.',
    },
  },
  ShipmentStatus: { is: 'What became of a fulfillment.', fields: { value: 'The canonical word.' } },
  Fulfillment: {
    is: 'A part of the order that is made ready or shipped together.',
    fields: {
      status: 'What became of it at the place that ships.',
      deliveryStatus: "Where the parcel is, in the provider's word.",
      lastEventAt: 'When something happened to it last.',
      locationId: 'The place that it ships from.',
      shippingMethod: 'How it is shipped.',
      origin: "The merchant's place that it ships from.",
      tracking: 'How to follow the parcel.',
      lines: 'What is in it.',
    },
  },
  FulfillmentOrigin: { is: 'Where a fulfillment ships from.', fields: { address: 'Its address.' } },
  FulfillmentTracking: {
    is: 'How to follow parcels.',
    fields: {
      carrier: 'Who carries it.',
      code: 'Its tracking number.',
      url: 'The page that shows where it is.',
      carriers: 'Of several parcels: a text as the provider wrote it, or a list where it wrote one.',
      codes: 'The same of tracking numbers.',
      urls: 'The same of pages.',
    },
  },
  FulfillmentLine: {
    is: 'A line, or a part of one, in a fulfillment.',
    fields: {
      quantity: 'How many of it are in this fulfillment.',
      fulfilled: 'How many of them are fulfilled.',
      returnable: 'How many of them may come back.',
      returned: 'How many of them came back.',
      service: 'Who fulfills it.',
    },
  },
  Attribution: {
    is: 'Which campaign and which person brought the order.',
    fields: {
      affiliate: 'The affiliate that brought it.',
      funnel: 'The funnel that it came through.',
      gclid: "Google's id of the click.",
      subaffiliates: "The affiliate's own marks.",
      utm: 'The UTM marks of the link.',
      agent: 'The person who sold it.',
    },
  },
  AttributionSubaffiliates: {
    is: "An affiliate's own marks.",
    fields: {
      1: 'First mark.',
      2: 'Second mark.',
      3: 'Third mark.',
      4: 'Fourth mark.',
      5: 'Fifth mark.',
    },
  },
  AttributionUtm: {
    is: 'The UTM marks of a link.',
    fields: {
      source: 'Who sent the shopper.',
      medium: 'By which means.',
      campaign: 'In which campaign.',
      term: 'For which words.',
      content: 'By which link or text.',
    },
  },
  AttributionAgent: { is: 'The person who sold the order.', fields: {} },
  Subscription: {
    is: 'A subscription that the order belongs to.',
    fields: { billingCycle: 'Which billing it is, from 1.' },
  },
  Reference: {
    is: 'A number or name that others know the order by.',
    fields: {
      type: 'What it refers to, an open list: `thread`, `customer`, `purchase-order`, `invoice`, `cart`, `checkout`, and others.',
      value: 'The number or name.',
    },
  },
  Production: {
    is: 'Where the order stands on the shop floor.',
    fields: { stage: "The stage, in the provider's word.", stageSequence: 'Its place among the stages.' },
  },
};

/** What each notice means. */
export const NOTICE_MEANINGS: Readonly<Record<NoticeCode, string>> = {
  AMOUNT_ROUNDED:
    'An amount is finer than the minor unit, or has more digits than a JSON number holds exactly. The message holds the exact text, of up to twenty amounts.',
  AMOUNT_EMPTY: 'The text of an amount has no digit; it is absent.',
  TIME_ZONE_ASSUMED: 'A time has no offset and the endpoint no time zone; UTC is assumed.',
  TIME_UNCLEAR:
    "The zone's clocks showed a time twice, or never; or the time of a change is missing, unreadable or more than a day after the arrival, and `ordering` is `received`.",
  UNKNOWN_VALUE: 'A word or code is not among those that the provider documents.',
  UNEXPECTED_TYPE:
    'A documented field has a value of another type. What says the same (`"12"` for `12`, `20` for `"20"`) keeps its place; anything else is in `unmapped`.',
  UNMAPPED_FIELD: 'A field is in no documentation that we know; it is in `unmapped`.',
  CURRENCY_DIFFERS: 'A part of the order is in another currency than the order.',
  CURRENCY_WITHDRAWN: 'ISO 4217 has withdrawn the currency; amounts have the decimals that it had.',
  VALUE_WITHHELD:
    'A value is a credential, or stands in a field that no schema knows and that is named like one; it is not passed on.',
  NUMBER_INEXACT: 'An unmapped number is beyond what JavaScript holds exactly.',
  DUPLICATE_KEY: 'A key stands twice in an object of the payload; the last value is taken.',
  NOTICES_LEFT_OUT:
    'There are more notices than are listed: over 500, or too many for the bus. `count` says how many.',
};

/** What each word of the three statuses means. */
export const STATUS_MEANINGS: {
  readonly order: Readonly<Record<(typeof ORDER_STATUSES)[number], string>>;
  readonly payment: Readonly<Record<(typeof PAYMENT_STATUSES)[number], string>>;
  readonly fulfillment: Readonly<Record<(typeof FULFILLMENT_STATUSES)[number], string>>;
} = {
  order: {
    quote: 'An offer that nobody accepted yet: not an order.',
    open: 'Ordered, and not done.',
    confirmed: 'The merchant, or the shopper of a quote, has said yes.',
    in_production: 'It is being made.',
    completed: 'Everything is done.',
    cancelled: 'It will not be fulfilled.',
    archived: 'It was put aside.',
    unknown: 'The provider has a word that we do not know; `native` has it.',
  },
  payment: {
    pending: 'Nothing is paid yet.',
    authorized: 'The money is held, and not taken.',
    partially_paid: 'A part is paid.',
    paid: 'All of it is paid.',
    partially_refunded: 'A part was given back.',
    refunded: 'All of it was given back.',
    partially_voided: 'A part of what was held was let go.',
    voided: 'What was held was let go: nothing is paid.',
    expired: 'What was held may not be taken any more.',
    failed: 'The payment did not work.',
    external: 'It is paid outside the provider.',
    unknown: 'The provider has a word that we do not know; `native` has it.',
  },
  fulfillment: {
    not_required: 'Nothing has to be fulfilled.',
    unfulfilled: 'Nothing is fulfilled yet.',
    on_hold: 'It waits for somebody.',
    processing: 'Somebody works on it.',
    partially_fulfilled: 'A part is fulfilled.',
    fulfilled: 'All of it is fulfilled.',
    incomplete: 'It could not be fulfilled as assigned, and nobody works on the rest.',
    rejected: 'Whoever should fulfill it said no.',
    cancelled: 'It will not be fulfilled.',
    unknown: 'The provider has a word that we do not know; `native` has it.',
  },
};

/** What each class of personal data means. */
export const PERSONAL_DATA_MEANINGS: Readonly<Record<PersonalDataClass, string>> = {
  none: 'Nothing about a person.',
  personal: 'Who somebody is or what they do: names, free texts, internet addresses.',
  contact: 'How to reach them: e-mail, telephone.',
  address: 'Where they are.',
  payment: 'How they pay.',
};
