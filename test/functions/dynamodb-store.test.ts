import { createDynamoDBStore } from '../../functions/aws/dynamodb-store';
import { stateOf } from '../lib/subscriber/states';
import { describeStore } from '../lib/subscriber/store-contract';
import { createFakeDynamoDB } from '../support/fake-dynamodb';

const tableName = 'orders';

describeStore('in DynamoDB', ({ now, pause }) =>
  createDynamoDBStore({ tableName, now, client: createFakeDynamoDB(pause).client }),
);

describe('a call that the SDK repeats because the answer was lost', () => {
  it('finds its own claim and its own commit', async () => {
    const { client, items } = createFakeDynamoDB();
    const twice = {
      send: async (command: never) => {
        await (client.send(command) as unknown as Promise<unknown>).catch(() => {});
        return client.send(command);
      },
    } as typeof client;
    const claim = await createDynamoDBStore({ tableName, client: twice }).claim(stateOf(1), 1_000);
    if (claim.outcome !== 'claimed') throw new Error(claim.outcome);
    await claim.commit({ total: 1 });
    expect([...items.values()]).toEqual([
      {
        order: { S: stateOf(1).metadata.subject },
        seen: { SS: [stateOf(1).metadata.id] },
        newest: { S: expect.stringContaining('"state":{"total":1}') },
      },
    ]);
  });
});

it('passes on what DynamoDB refuses for another reason', async () => {
  const client = { send: () => Promise.reject(new Error('throttled')) } as never;
  await expect(createDynamoDBStore({ tableName, client }).claim(stateOf(1), 1_000)).rejects.toThrow(
    'throttled',
  );
});
