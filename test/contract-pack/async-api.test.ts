import { Parser } from '@asyncapi/parser';
import { asyncApi } from '../../infra/contract/async-api';
import { EVENT_TYPES } from '../../lib/order/order-event';

it('is an AsyncAPI 3 document without a complaint, with a message for each type of event', async () => {
  const { document, diagnostics } = await new Parser().parse(JSON.stringify(asyncApi()));
  expect(
    diagnostics.filter(({ severity }) => severity < 2).map(({ message, path }) => [message, path.join('.')]),
  ).toEqual([]);
  expect(document?.version()).toBe('3.0.0');
  const messages = document?.allMessages().all() ?? [];
  expect([...new Set(messages.map((message) => message.name()))]).toEqual(EVENT_TYPES);
  for (const message of messages) expect(message.examples().length).toBeGreaterThan(0);
});
