import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';

export interface Clients {
  readonly cloudFormation: CloudFormationClient;
  readonly events: EventBridgeClient;
  readonly lambda: LambdaClient;
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
  return {
    cloudFormation: new CloudFormationClient(settings),
    events: new EventBridgeClient(settings),
    lambda: new LambdaClient(settings),
    secrets: new SecretsManagerClient(settings),
    // With an endpoint set, a client that follows the host of a queue's URL could still reach another one.
    sqs: new SQSClient({ ...settings, useQueueUrlAsEndpoint: false }),
  };
}
