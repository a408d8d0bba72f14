import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import { CLIENT_SETTINGS } from '../../functions/aws/client';
import type { StubAws } from './stub-aws';

/** Real SDK clients at the stub, as the functions make them, without the pauses between two tries. */
export function clientsOf(stub: StubAws, requestHandler: object = CLIENT_SETTINGS.requestHandler) {
  const settings = { ...CLIENT_SETTINGS, requestHandler, endpoint: stub.url, retryStrategy: retryAtOnce };
  const clients = {
    events: new EventBridgeClient(settings),
    secrets: new SecretsManagerClient(settings),
    sqs: new SQSClient({ ...settings, useQueueUrlAsEndpoint: false }),
  };
  for (const client of Object.values(clients) as SQSClient[]) {
    // Inside the SDK's own retry, so that each try is sent to where it is to go.
    client.middlewareStack.add(
      (next, { commandName }) =>
        (args) => {
          const action = String(commandName).replace('Command', '');
          (args.request as { port?: number }).port = stub.portFor(action, args.input);
          return next(args);
        },
      { step: 'finalizeRequest', priority: 'low' },
    );
    const { requestHandler: handler } = client.config;
    const handle = handler.handle.bind(handler);
    handler.handle = (request, options) =>
      Promise.race([
        handle(request, options),
        new Promise<never>((_, reject) => stub.onSlow(request.headers, () => reject(timedOut()))),
      ]);
  }
  return {
    ...clients,
    destroy(): void {
      for (const client of Object.values(clients)) client.destroy();
    },
  };
}
export type StubClients = ReturnType<typeof clientsOf>;

const timedOut = () => Object.assign(new Error('no answer'), { name: 'TimeoutError' });

/** The SDK's standard retry without its pauses. */
const retryAtOnce = {
  mode: 'standard',
  acquireInitialRetryToken: async () => token(0),
  refreshRetryTokenForRetry: async (last: Token, { errorType }: { errorType: string }) => {
    if (errorType === 'CLIENT_ERROR' || last.getRetryCount() + 1 >= CLIENT_SETTINGS.maxAttempts)
      throw new Error('No retry token available');
    return token(last.getRetryCount() + 1);
  },
  recordSuccess: () => {},
};

interface Token {
  getRetryCount(): number;
  getRetryDelay(): number;
  getRetryCost(): number;
}

const token = (count: number): Token => ({
  getRetryCount: () => count,
  getRetryDelay: () => 0,
  getRetryCost: () => 0,
});
