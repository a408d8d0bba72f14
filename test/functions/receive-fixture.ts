import type { OutgoingMessage } from '../../functions/aws/queue';
import { createEndpoints } from '../../functions/endpoints';
import { createReceive, reportInvalidSecrets } from '../../functions/receive';
import type { Delivery } from '../../lib/delivery';
import { hmacSha256 } from '../../lib/hmac';
import type { Provider } from '../../lib/provider';
import type { WebhookRequest } from '../../lib/webhook';
import { FAKE_HEADER, type FakePayload, fakeProvider } from '../support/fake-provider';
import { httpEvent } from '../support/lambda-events';
import { createRecorder } from '../support/recorder';

export const SECRETS = { store: { secrets: ['current', 'previous'], account: 'acme' } };
const QUEUE_URL = 'https://sqs/000000000000/order-events-fake.fifo';

export interface ReceiverOptions {
  readonly provider?: Provider;
  /** The secret document's text, read anew each time. */
  readonly document?: () => string | Promise<string>;
  /** Stands in for the queue. */
  readonly send?: (signal: AbortSignal | undefined) => Promise<void>;
  readonly deadlineMs?: number;
}

/** A receiver on a queue that can be looked into. */
export function openReceiver(options: ReceiverOptions = {}) {
  const { provider = fakeProvider(), document = () => JSON.stringify(SECRETS), send } = options;
  const clock = { now: Date.parse('2026-05-04T10:00:00Z') };
  const recorder = createRecorder(() => clock.now);
  const sent: { url: string; message: OutgoingMessage }[] = [];
  let fetches = 0;
  const receive = createReceive({
    intakes: [
      {
        provider,
        queueUrl: QUEUE_URL,
        endpoints: createEndpoints({
          provider,
          fetch: async () => {
            fetches++;
            return document();
          },
          now: () => clock.now,
          onInvalid: reportInvalidSecrets(provider, recorder.log, recorder.metrics),
        }),
      },
    ],
    queue: {
      async send(url, message, signal) {
        await send?.(signal);
        sent.push({ url, message });
      },
    },
    log: recorder.log,
    metrics: recorder.metrics,
    now: () => clock.now,
    ...(options.deadlineMs !== undefined && { deadlineMs: options.deadlineMs }),
  });
  return {
    ...recorder,
    receive,
    clock,
    sent,
    fetches: () => fetches,
    post: (request: WebhookRequest, endpoint = 'store') =>
      receive(httpEvent(provider.name, endpoint, request)),
    /** The messages on the queue. */
    deliveries: (): Delivery[] => sent.map(({ message }) => JSON.parse(message.body)),
  };
}

/** A request of the fake provider, signed with that secret. */
export function signed(payload: FakePayload | string | Buffer, secret = 'current'): WebhookRequest {
  const plain = typeof payload === 'string' || Buffer.isBuffer(payload);
  const body = Buffer.from(plain ? payload : JSON.stringify(payload));
  return { headers: { [FAKE_HEADER]: hmacSha256(secret, body).toString('hex') }, body };
}

export const unsigned = (request: WebhookRequest): WebhookRequest => ({ ...request, headers: {} });

export const withSignature = (request: WebhookRequest, signature: string): WebhookRequest => ({
  ...request,
  headers: { [FAKE_HEADER]: signature },
});
