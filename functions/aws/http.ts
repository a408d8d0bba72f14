import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { WebhookRequest } from '../../lib/webhook';

/** A request of an HTTP API (payload format 2.0), as far as `receive` reads it. */
export interface HttpRequest extends WebhookRequest {
  /** From the route: a base path of a custom domain does not matter. */
  readonly provider: string;
  readonly endpoint: string;
  readonly requestId: string;
}

/** Header names arrive in lower case; the body is Base64 where API Gateway takes it for binary. */
export function readRequest(event: APIGatewayProxyEventV2): HttpRequest {
  return {
    provider: event.routeKey.split('/')[2] ?? '',
    endpoint: event.pathParameters?.endpoint ?? '',
    requestId: event.requestContext.requestId,
    headers: event.headers,
    body: Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8'),
  };
}

export const answer = (
  statusCode: number,
  body: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>> = {},
): APIGatewayProxyStructuredResultV2 => ({
  statusCode,
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(body),
});
