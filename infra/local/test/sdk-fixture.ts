/** The line by which a function of a fixture loads an SDK client: its assembly has no `node_modules`. */
export function sdk(client: 'sqs' | 'eventbridge'): string {
  const path = JSON.stringify(require.resolve(`@aws-sdk/client-${client}`));
  return client === 'sqs'
    ? `const { SQSClient, SendMessageCommand } = require(${path});`
    : `const { EventBridgeClient, PutEventsCommand } = require(${path});`;
}
