import type { ServerResponse } from 'node:http';
import { AwsError, type AwsService, type JsonObject } from './service';
import { queryCode } from './sqs/error';

type Target = AwsService['target'];

const CONTENT_TYPES: Readonly<Record<Target, string>> = {
  AmazonSQS: 'application/x-amz-json-1.0',
  AWSEvents: 'application/x-amz-json-1.1',
  secretsmanager: 'application/x-amz-json-1.1',
  Logs_20140328: 'application/x-amz-json-1.1',
};

/** Errors of the framework below AWS's services: they are in no service's model, and have a name space of their own. */
const FRAMEWORK_ERRORS = new Set([
  'InternalFailure',
  'InvalidParameterValueException',
  'MissingRequiredParameterException',
  'SerializationException',
  'UnknownOperationException',
]);

/** @param target undefined where the request named no service that is here */
export function answerOutput(
  response: ServerResponse,
  target: Target | undefined,
  output: JsonObject | string,
): void {
  write(response, 200, target, output);
}

/** Whatever was thrown; what is no `AwsError` is a bug, and answered as a failure of the service. */
export function answerError(response: ServerResponse, target: Target | undefined, cause: unknown): void {
  if (response.headersSent || response.destroyed) return;
  const error = cause instanceof AwsError ? cause : new AwsError('InternalFailure', String(cause), 500);
  if (target === 'AmazonSQS') {
    const fault = error.status < 500 ? 'Sender' : 'Receiver';
    response.setHeader('x-amzn-query-error', `${queryCode(error.code)};${fault}`);
  }
  write(response, error.status, target, { __type: typeOf(target, error.code), message: error.message });
}

export function answerText(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/plain' });
  response.end(text);
}

function write(
  response: ServerResponse,
  status: number,
  target: Target | undefined,
  body: JsonObject | string,
): void {
  const bytes = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
  response.writeHead(status, {
    'content-type': target ? CONTENT_TYPES[target] : 'application/json',
    'content-length': bytes.length,
  });
  response.end(bytes);
}

/** EventBridge and Secrets Manager name their errors without a name space. */
function typeOf(target: Target | undefined, code: string): string {
  if (target !== 'AmazonSQS') return code;
  return `${FRAMEWORK_ERRORS.has(code) ? 'com.amazon.coral.service' : 'com.amazonaws.sqs'}#${code}`;
}
