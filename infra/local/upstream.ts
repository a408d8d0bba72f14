import { isIP } from 'node:net';
import { isLoopback } from '../loopback';
import { type Action, AwsError, type AwsService, type JsonObject } from './service';

/** The `code` of errors that say why an endpoint cannot stand in for this stack's own services. */
export const UNUSABLE = 'UPSTREAM_UNUSABLE';

export interface UpstreamOptions {
  /** Where somebody else's AWS services answer, on this machine or in this network. */
  readonly endpoint: string;
  readonly region: string;
  /** The account that the stack's ARNs name; the emulator has to have the same. */
  readonly account: string;
  readonly target: 'AmazonSQS' | 'AWSEvents';
}

/**
 * A service that another emulator serves: each action is sent on as it came. Functions still speak to this stack
 * alone, so that the guard stays as it is.
 *
 * @throws Error where the endpoint is neither of this machine nor of a private network
 */
export function createUpstream({ endpoint, region, account, target }: UpstreamOptions): AwsService {
  const url = privateUrl(endpoint);
  const sqs = target === 'AmazonSQS';
  const headers = {
    'content-type': `application/x-amz-json-${sqs ? '1.0' : '1.1'}`,
    // Emulators read the service and the region from it, and do not check it.
    authorization: `AWS4-HMAC-SHA256 Credential=local/20260101/${region}/${sqs ? 'sqs' : 'events'}/aws4_request, SignedHeaders=host, Signature=0`,
  };
  const queueUrls = new Map<string, string>();
  let checked = false;

  async function send(action: string, input: JsonObject, signal?: AbortSignal): Promise<JsonObject> {
    const response = await fetch(url, {
      method: 'POST',
      headers: { ...headers, 'x-amz-target': `${target}.${action}` },
      body: JSON.stringify(input),
      ...(signal && { signal }),
    }).catch((error: Error & { cause?: { code?: string } }) => {
      throw error.cause?.code === undefined
        ? error
        : unusable(`${url}: cannot be reached (${error.cause.code})`);
    });
    const text = await response.text();
    const body = (text === '' ? {} : JSON.parse(text)) as JsonObject;
    if (response.ok) return body;
    const code = String(body.__type ?? response.status).replace(/^.*#/, '');
    throw new AwsError(code, String(body.message ?? body.Message ?? text), response.status);
  }

  /** Its queue URLs name its own host: ours are translated by the queue's name. */
  async function queueUrl(ours: string): Promise<string> {
    const name = ours.replace(/^.*\//, '');
    const known = queueUrls.get(name) ?? String((await send('GetQueueUrl', { QueueName: name })).QueueUrl);
    queueUrls.set(name, known);
    return known;
  }

  /** Queues refer to each other by ARNs, which have the account in them. */
  async function checkAccount(QueueUrl: string): Promise<void> {
    const { Attributes } = await send('GetQueueAttributes', { QueueUrl, AttributeNames: ['QueueArn'] });
    const arn = String((Attributes as JsonObject | undefined)?.QueueArn);
    if (arn.split(':')[4] !== account)
      throw unusable(`${url}: its account has to be ${account}; it made the queue ${arn}`);
  }

  const forward = (action: string): Action => {
    return async (input, call) => {
      const QueueUrl = typeof input.QueueUrl === 'string' ? await queueUrl(input.QueueUrl) : undefined;
      const output = await send(
        action,
        { ...input, ...(QueueUrl !== undefined && { QueueUrl }) },
        call?.signal,
      );
      if (action === 'CreateQueue' && !checked) {
        await checkAccount(String(output.QueueUrl));
        checked = true;
      }
      return output;
    };
  };
  return { target, actions: Object.fromEntries(ACTIONS[target].map((action) => [action, forward(action)])) };
}

/** The address, if it is one of this machine or of a private network. */
export function privateUrl(endpoint: string): string {
  if (!URL.canParse(endpoint))
    throw unusable(`${endpoint}: expected an address such as http://127.0.0.1:4566`);
  const { hostname } = new URL(endpoint);
  if (isLoopback(hostname) || isPrivateAddress(hostname)) return endpoint;
  throw unusable(
    `${endpoint}: the local stack uses no services outside this machine and its private network`,
  );
}

const unusable = (message: string): Error => Object.assign(new Error(message), { code: UNUSABLE });

function isPrivateAddress(host: string): boolean {
  const address = host.replace(/^\[|\]$/g, '');
  if (isIP(address) === 0) return false;
  return /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|f[cd][0-9a-f]{2}:)/i.test(address);
}

const ACTIONS: Readonly<Record<UpstreamOptions['target'], readonly string[]>> = {
  AmazonSQS: [
    'CancelMessageMoveTask',
    'ChangeMessageVisibility',
    'ChangeMessageVisibilityBatch',
    'CreateQueue',
    'DeleteMessage',
    'DeleteMessageBatch',
    'DeleteQueue',
    'GetQueueAttributes',
    'GetQueueUrl',
    'ListDeadLetterSourceQueues',
    'ListMessageMoveTasks',
    'ListQueueTags',
    'ListQueues',
    'PurgeQueue',
    'ReceiveMessage',
    'SendMessage',
    'SendMessageBatch',
    'SetQueueAttributes',
    'StartMessageMoveTask',
    'TagQueue',
    'UntagQueue',
  ],
  AWSEvents: [
    'CancelReplay',
    'CreateArchive',
    'CreateEventBus',
    'DeleteArchive',
    'DeleteEventBus',
    'DeleteRule',
    'DescribeArchive',
    'DescribeEventBus',
    'DescribeReplay',
    'DescribeRule',
    'DisableRule',
    'EnableRule',
    'ListArchives',
    'ListEventBuses',
    'ListReplays',
    'ListRuleNamesByTarget',
    'ListRules',
    'ListTagsForResource',
    'ListTargetsByRule',
    'PutEvents',
    'PutRule',
    'PutTargets',
    'RemoveTargets',
    'StartReplay',
    'TagResource',
    'TestEventPattern',
    'UntagResource',
    'UpdateArchive',
    'UpdateEventBus',
  ],
};
