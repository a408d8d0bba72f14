/** What one unit of something counted costs. */
export interface Price {
  readonly dollars: number;
  readonly per: string;
  readonly source: string;
  /** When it was compared with what a third party quotes from there: a month, or `never`. */
  readonly compared: string;
}

const API_GATEWAY = 'https://aws.amazon.com/api-gateway/pricing/';
const LAMBDA = 'https://aws.amazon.com/lambda/pricing/';
const SQS = 'https://aws.amazon.com/sqs/pricing/';
const EVENTBRIDGE = 'https://aws.amazon.com/eventbridge/pricing/';
const CLOUDWATCH = 'https://aws.amazon.com/cloudwatch/pricing/';

/** List prices in us-east-1, without free tiers and volume discounts. Each source is AWS's own page, where it belongs. */
export const PRICES = {
  httpRequest: {
    dollars: 1 / 1e6,
    per: 'request to an HTTP API, by 512 KB; one that is throttled costs nothing',
    source: API_GATEWAY,
    compared: '2026-09',
  },
  invocation: { dollars: 0.2 / 1e6, per: 'invocation', source: LAMBDA, compared: '2026-05' },
  gigabyteSecond: {
    dollars: 0.0000133334,
    per: 'GB-second on arm64',
    source: LAMBDA,
    compared: '2026-05',
  },
  fifoRequest: {
    dollars: 0.5 / 1e6,
    per: 'request to a FIFO queue, by 64 KB',
    source: SQS,
    compared: '2026-03',
  },
  event: { dollars: 1 / 1e6, per: 'custom event, by 64 KB', source: EVENTBRIDGE, compared: '2026-03' },
  archivedGigabyte: {
    dollars: 0.1,
    per: 'GB taken into an archive',
    source: EVENTBRIDGE,
    compared: '2026-03',
  },
  keptGigabyte: {
    dollars: 0.023,
    per: 'GB in an archive, by the month',
    source: EVENTBRIDGE,
    compared: '2026-03',
  },
  loggedGigabyte: {
    dollars: 0.5,
    per: 'GB of logs, those of API Gateway too; keeping them costs 0.03 for a compressed GB and is not counted',
    source: CLOUDWATCH,
    compared: 'never',
  },
  alarmMetric: {
    dollars: 0.1,
    per: 'metric that an alarm looks at, by the month',
    source: CLOUDWATCH,
    compared: '2026-11',
  },
  customMetric: {
    dollars: 0.3,
    per: 'custom metric in use, by the month',
    source: CLOUDWATCH,
    compared: '2026-11',
  },
  dashboard: {
    dollars: 3,
    per: "dashboard, by the month; an account's first three cost nothing",
    source: CLOUDWATCH,
    compared: 'never',
  },
  secret: {
    dollars: 0.4,
    per: 'secret, by the month; reading it costs 0.05 for ten thousand times and is not counted',
    source: 'https://aws.amazon.com/secrets-manager/pricing/',
    compared: 'never',
  },
  key: {
    dollars: 1,
    per: 'customer-managed key, by the month; its use costs 0.03 for ten thousand times and is not counted',
    source: 'https://aws.amazon.com/kms/pricing/',
    compared: 'never',
  },
} as const satisfies Record<string, Price>;
