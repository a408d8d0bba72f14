import { randomUUID } from 'node:crypto';
import {
  type AttributeValue,
  type ConditionalCheckFailedException,
  DynamoDBClient,
  UpdateItemCommand,
  type UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import { isNewer } from '../../lib/subscriber/is-newer';
import { type Kept, previousOf, readKept, writeKept } from '../../lib/subscriber/kept';
import { type Claim, type Claimant, ClaimLostError, type OrderStore } from '../../lib/subscriber/store';

/** What a store in DynamoDB is made with. */
export interface DynamoDBStoreOptions {
  /** A table with the partition key `order`, a string, and no sort key. */
  readonly tableName: string;
  /** @default one that finds region and credentials as the SDK does */
  readonly client?: Pick<DynamoDBClient, 'send'>;
  /** Milliseconds since 1970. @default Date.now */
  readonly now?: () => number;
}

/**
 * A store in a DynamoDB table, for functions of which any number run at once. Each order is one item, so that each step
 * is one conditional write, and DynamoDB carries out the writes of an item one after the other. The function needs the
 * right `dynamodb:UpdateItem` on the table.
 *
 * | attribute | holds |
 * |---|---|
 * | `order` | the order's id |
 * | `seen` | the ids of all its events, for good: some 5,000 fit into an item |
 * | `newest` | JSON of the newest event's stamp, and of what its handler keeps |
 * | `holder`, `heldUntil` | who has the claim, and until when, in milliseconds since 1970 |
 */
export function createDynamoDBStore<State = unknown>({
  tableName,
  client = new DynamoDBClient({}),
  now = Date.now,
}: DynamoDBStoreOptions): OrderStore<State> {
  return {
    async claim({ metadata }, holdFor) {
      const [holder, at] = [randomUUID(), now()];
      const { done, item } = await update(metadata.subject, {
        // What is not there contains nothing. Our own claim stands where the SDK repeats a call whose answer was lost.
        ConditionExpression:
          'NOT contains(#seen, :id) AND (attribute_not_exists(#holder) OR #heldUntil <= :now OR #holder = :holder)',
        UpdateExpression: 'SET #holder = :holder, #heldUntil = :until',
        ExpressionAttributeNames: {
          '#seen': 'seen',
          '#holder': 'holder',
          '#heldUntil': 'heldUntil',
        },
        ExpressionAttributeValues: {
          ':id': { S: metadata.id },
          ':now': { N: String(at) },
          ':holder': { S: holder },
          ':until': { N: String(at + holdFor) },
        },
      });
      if (!done) return { outcome: isSeen(item, metadata.id) ? 'repeated' : 'busy' };
      return claimOf(metadata, holder, readKept<State>(item?.newest?.S));
    },
  };

  async function claimOf(
    metadata: Claimant['metadata'],
    holder: string,
    known: Kept<State> | undefined,
  ): Promise<Claim<State>> {
    if (known && !isNewer({ metadata }, { metadata: known.stamp })) {
      // Where the time was up meanwhile, whoever claimed the order finds the same.
      await letGo(metadata.subject, holder, { seen: metadata.id });
      return { outcome: 'stale' };
    }
    return {
      outcome: 'claimed',
      ...previousOf(known),
      commit: async (state) => {
        const newest = writeKept(metadata, state);
        const done = await letGo(metadata.subject, holder, { seen: metadata.id, newest });
        if (!done) throw new ClaimLostError();
      },
      release: async () => {
        await letGo(metadata.subject, holder, {});
      },
    };
  }

  /** Ends the claim, if it is still ours, and writes what came of it in the same step. */
  async function letGo(subject: string, holder: string, { seen, newest }: Written): Promise<boolean> {
    const { done, item } = await update(subject, {
      ConditionExpression: '#holder = :holder',
      UpdateExpression: [
        'REMOVE #holder, #heldUntil',
        ...(seen === undefined ? [] : ['ADD #seen :seen']),
        ...(newest === undefined ? [] : ['SET #newest = :newest']),
      ].join(' '),
      // DynamoDB refuses names and values that no expression uses.
      ExpressionAttributeNames: {
        '#holder': 'holder',
        '#heldUntil': 'heldUntil',
        ...(seen === undefined ? {} : { '#seen': 'seen' }),
        ...(newest === undefined ? {} : { '#newest': 'newest' }),
      },
      ExpressionAttributeValues: {
        ':holder': { S: holder },
        ...(seen === undefined ? {} : { ':seen': { SS: [seen] } }),
        ...(newest === undefined ? {} : { ':newest': { S: newest } }),
      },
    });
    // A repeated call finds its own work done.
    return done || isSeen(item, seen);
  }

  /** One conditional write; `item` is what it left, or what stood against it. */
  async function update(subject: string, expressions: Expressions): Promise<{ done: boolean; item?: Item }> {
    try {
      const { Attributes } = await client.send(
        new UpdateItemCommand({
          TableName: tableName,
          Key: { order: { S: subject } },
          ReturnValues: 'ALL_NEW',
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          ...expressions,
        }),
      );
      return { done: true, ...(Attributes && { item: Attributes }) };
    } catch (thrown) {
      if (!isConditionFailed(thrown)) throw thrown;
      return { done: false, ...(thrown.Item && { item: thrown.Item }) };
    }
  }
}

/** By its name: a client that is handed in may come from another copy of the SDK. */
const isConditionFailed = (thrown: unknown): thrown is ConditionalCheckFailedException =>
  thrown instanceof Error && thrown.name === 'ConditionalCheckFailedException';

const isSeen = (item: Item | undefined, id: string | undefined): boolean =>
  id !== undefined && item?.seen?.SS?.includes(id) === true;

type Item = Record<string, AttributeValue>;
type Expressions = Pick<
  UpdateItemCommandInput,
  'ConditionExpression' | 'UpdateExpression' | 'ExpressionAttributeNames' | 'ExpressionAttributeValues'
>;

/** What the end of a claim writes. */
interface Written {
  readonly seen?: string;
  readonly newest?: string;
}
