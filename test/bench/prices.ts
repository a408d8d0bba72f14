/** What one unit of something counted costs. */
export interface Price {
  readonly dollars: number;
  readonly per: string;
  readonly source: string;
}

/**
 * List prices in us-east-1, without free tiers and volume discounts. Each source is AWS's own page, where the price
 * belongs. They were compared with what third parties quote from there (requests, events and archive: March 2026;
 * Lambda: May 2026), but for the one of logs, which was compared with nothing.
 */
export const PRICES = {
  httpRequest: {
    dollars: 1 / 1e6,
    per: 'request to an HTTP API, up to 512 KB',
    source: 'https://aws.amazon.com/api-gateway/pricing/',
  },
  invocation: { dollars: 0.2 / 1e6, per: 'invocation', source: 'https://aws.amazon.com/lambda/pricing/' },
  gigabyteSecond: {
    dollars: 0.0000133334,
    per: 'GB-second on arm64',
    source: 'https://aws.amazon.com/lambda/pricing/',
  },
  fifoRequest: {
    dollars: 0.5 / 1e6,
    per: 'request to a FIFO queue, up to 64 KB',
    source: 'https://aws.amazon.com/sqs/pricing/',
  },
  event: {
    dollars: 1 / 1e6,
    per: 'custom event, up to 64 KB',
    source: 'https://aws.amazon.com/eventbridge/pricing/',
  },
  archivedGigabyte: {
    dollars: 0.1,
    per: 'GB taken into an archive; keeping it, at 0.023 a month, is not counted',
    source: 'https://aws.amazon.com/eventbridge/pricing/',
  },
  loggedGigabyte: {
    dollars: 0.5,
    per: 'GB of logs',
    source: 'https://aws.amazon.com/cloudwatch/pricing/',
  },
} as const satisfies Record<string, Price>;
