import type { APIGatewayProxyEventV2, SQSRecord } from 'aws-lambda';
import type { WebhookRequest } from '../../lib/webhook';
import { md5 } from './stub-queue';

/** What API Gateway hands to the receiver; `base64` as it does where it takes a body for binary. */
export function httpEvent(
  provider: string,
  endpoint: string,
  { headers, body }: WebhookRequest,
  { base64 = false, requestId = 'request-1' } = {},
): APIGatewayProxyEventV2 {
  const path = `/webhooks/${provider}/${endpoint}`;
  return {
    version: '2.0',
    routeKey: `POST /webhooks/${provider}/{endpoint}`,
    rawPath: path,
    rawQueryString: '',
    headers: Object.fromEntries(
      Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
    ),
    pathParameters: { endpoint },
    body: Buffer.from(body).toString(base64 ? 'base64' : 'utf8'),
    isBase64Encoded: base64,
    requestContext: {
      accountId: '000000000000',
      apiId: 'api',
      domainName: 'localhost',
      domainPrefix: 'localhost',
      http: { method: 'POST', path, protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: 'test' },
      requestId,
      routeKey: `POST /webhooks/${provider}/{endpoint}`,
      stage: '$default',
      time: '01/Jan/2026:00:00:00 +0000',
      timeEpoch: 0,
    },
  };
}

export interface RecordOptions {
  /** Name of the queue. */
  readonly queue: string;
  readonly group?: string;
  readonly id?: string;
  readonly receives?: number;
  /** Milliseconds since 1970. */
  readonly sentAt?: number;
}

/** What the event source hands to the consumer. */
export function sqsRecord(
  body: string,
  { queue, id = 'message-1', group = id, receives = 1, sentAt = 0 }: RecordOptions,
): SQSRecord {
  return {
    messageId: id,
    receiptHandle: `receipt of ${id}`,
    body,
    attributes: {
      ApproximateReceiveCount: String(receives),
      SentTimestamp: String(sentAt),
      SenderId: 'sender',
      ApproximateFirstReceiveTimestamp: String(sentAt),
      MessageGroupId: group,
    },
    messageAttributes: {},
    md5OfBody: md5(body),
    eventSource: 'aws:sqs',
    eventSourceARN: `arn:aws:sqs:us-east-1:000000000000:${queue}`,
    awsRegion: 'us-east-1',
  };
}
