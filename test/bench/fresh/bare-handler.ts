import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';

const client = new EventBridgeClient({});

/** The least that publishes: no check, no mapping, the SDK as it comes. */
export const handler = (event: { readonly Records: readonly { readonly body: string }[] }) =>
  client.send(
    new PutEventsCommand({
      Entries: event.Records.map(({ body }) => ({
        EventBusName: 'order-events',
        Source: 'orders.bare',
        DetailType: 'order',
        Detail: body,
      })),
    }),
  );
