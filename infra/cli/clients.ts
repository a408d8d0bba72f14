import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { type __Client, type __MetadataBearer, SQSClient } from '@aws-sdk/client-sqs';

export interface Clients {
  readonly cloudFormation: CloudFormationClient;
  readonly events: EventBridgeClient;
  readonly lambda: LambdaClient;
  readonly logs: CloudWatchLogsClient;
  readonly secrets: SecretsManagerClient;
  readonly sqs: SQSClient;
}

/** What differs from place to place. */
export interface ClientSettings {
  readonly endpoint?: string;
  readonly region?: string;
  readonly profile?: string;
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/** Nobody waits at the other end, so a call may be patient; a long poll takes a second. */
const PATIENT = {
  maxAttempts: 5,
  requestHandler: { connectionTimeout: 3_000, requestTimeout: 15_000, throwOnRequestTimeout: true },
} as const;

/** Every client of the command is made here, so all of them reach the same place. */
export function createClients(place: ClientSettings): Clients {
  const settings = { ...PATIENT, ...place };
  const clients: Clients = {
    cloudFormation: new CloudFormationClient(settings),
    events: new EventBridgeClient(settings),
    lambda: new LambdaClient(settings),
    logs: new CloudWatchLogsClient(settings),
    secrets: new SecretsManagerClient(settings),
    // With an endpoint set, a client that follows the host of a queue's URL could still reach another one.
    sqs: new SQSClient({ ...settings, useQueueUrlAsEndpoint: false }),
  };
  askAgain(clients.cloudFormation.middlewareStack);
  askAgain(clients.events.middlewareStack);
  askAgain(clients.lambda.middlewareStack);
  askAgain(clients.logs.middlewareStack);
  askAgain(clients.secrets.middlewareStack);
  askAgain(clients.sqs.middlewareStack);
  return clients;
}

/** So often a call is made whose answers cannot be read. */
const ATTEMPTS = 3;

/**
 * An answer that AWS did not write (a proxy's page, a body that was cut off or changed) ends no command: the same call
 * is made again. SQS knows it again by the ids that we give.
 */
function askAgain<Input extends object, Output extends __MetadataBearer>(
  stack: __Client<unknown, Input, Output, never>['middlewareStack'],
): void {
  stack.add(
    (next) => async (call) => {
      for (let attempt = 1; ; attempt++)
        try {
          return await next(call);
        } catch (error) {
          if (attempt === ATTEMPTS || !isMalformed(error)) throw error;
        }
    },
    { step: 'initialize', priority: 'high', name: 'askAgain' },
  );
}

/** What the SDK throws while it reads an answer. */
const isMalformed = (error: unknown): boolean =>
  error instanceof SyntaxError ||
  error instanceof TypeError ||
  (error instanceof Error && /checksum/i.test(error.message));
