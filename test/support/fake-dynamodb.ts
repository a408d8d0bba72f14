import {
  type AttributeValue,
  ConditionalCheckFailedException,
  type DynamoDBClient,
  type UpdateItemCommand,
  type UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb';

type Item = Record<string, AttributeValue>;

/**
 * As much of DynamoDB as the store of orders uses: conditional updates of single items. A condition and its update are
 * one step, as there, and nothing comes between them; before and after it anything may, which `pause` decides. What it
 * does not know it refuses, so no expression passes unread.
 */
export function createFakeDynamoDB(pause: () => Promise<void> = () => Promise.resolve()) {
  const items = new Map<string, Item>();

  async function send({ input }: UpdateItemCommand) {
    await pause();
    const key = JSON.stringify(input.Key);
    const before = items.get(key);
    const terms = createTerms(input);
    const holds = holdsIn(before ?? {}, input.ConditionExpression, terms);
    const after = updated({ ...input.Key, ...before }, input.UpdateExpression, terms);
    terms.assertAllUsed();
    if (holds) items.set(key, after);
    await pause();
    if (holds) return { $metadata: {}, Attributes: structuredClone(after) };
    throw new ConditionalCheckFailedException({
      $metadata: {},
      message: 'The conditional request failed',
      ...(before && { Item: structuredClone(before) }),
    });
  }

  return { items, client: { send } as unknown as Pick<DynamoDBClient, 'send'> };
}

type Terms = ReturnType<typeof createTerms>;

/** What the names and values in expressions stand for. */
function createTerms(input: UpdateItemCommandInput) {
  const terms = new Map<string, string | AttributeValue>(
    Object.entries({ ...input.ExpressionAttributeNames, ...input.ExpressionAttributeValues }),
  );
  const used = new Set<string>();
  const termOf = (token: string | undefined) => {
    const term = token === undefined ? undefined : terms.get(token);
    if (token === undefined || term === undefined) throw invalid(`${token} stands for nothing`);
    used.add(token);
    return term;
  };
  return {
    name(token: string | undefined): string {
      const name = termOf(token);
      if (typeof name !== 'string') throw invalid(`${token} is no name`);
      return name;
    },
    value(token: string | undefined): AttributeValue {
      const value = termOf(token);
      if (typeof value === 'string') throw invalid(`${token} is no value`);
      return value;
    },
    assertAllUsed() {
      for (const token of terms.keys()) if (!used.has(token)) throw invalid(`no expression uses ${token}`);
    },
  };
}

/** OR of ANDs of terms; all of it is read, also where the answer is known early. */
function holdsIn(item: Item, expression = '', terms: Terms): boolean {
  const tokens = expression.match(/[#:]\w+|\w+|<=|[=(),]/g) ?? [];
  const take = (expected?: string) => {
    const token = tokens.shift();
    if (expected !== undefined && token !== expected) throw invalid(`expected ${expected}, found ${token}`);
    return token;
  };
  const either = (): boolean => {
    let holds = both();
    while (tokens[0] === 'OR') {
      take();
      const other = both();
      holds ||= other;
    }
    return holds;
  };
  const both = (): boolean => {
    let holds = one();
    while (tokens[0] === 'AND') {
      take();
      const other = one();
      holds &&= other;
    }
    return holds;
  };
  const one = (): boolean => {
    const token = take();
    if (token === 'NOT') return !one();
    if (token === '(') {
      const holds = either();
      take(')');
      return holds;
    }
    if (token === 'attribute_not_exists' || token === 'contains') {
      take('(');
      const attribute = item[terms.name(take())];
      const wanted = token === 'contains' && take(',') ? terms.value(take()) : undefined;
      take(')');
      return wanted ? attribute?.SS?.includes(wanted.S ?? '') === true : attribute === undefined;
    }
    const attribute = item[terms.name(token)];
    const operator = take();
    const value = terms.value(take());
    if (operator === '=') return attribute?.S !== undefined && attribute.S === value.S;
    if (operator === '<=') return attribute?.N !== undefined && Number(attribute.N) <= Number(value.N);
    throw invalid(`${operator} is unknown`);
  };

  const holds = either();
  if (tokens.length > 0) throw invalid(`${tokens.join(' ')} is left over`);
  return holds;
}

/** `SET a = :a, b = :b`, `REMOVE a, b`, `ADD a :a`, one after the other. */
function updated(item: Item, expression = '', terms: Terms): Item {
  const after = { ...item };
  for (const clause of expression.split(/(?=\b(?:SET|REMOVE|ADD) )/)) {
    const [action, ...rest] = clause.trim().split(' ');
    for (const part of rest.join(' ').split(',')) {
      const [name, value] = part.split(/[ =]+/).filter(Boolean);
      const attribute = terms.name(name);
      if (action === 'REMOVE') delete after[attribute];
      else if (action === 'SET') after[attribute] = terms.value(value);
      else if (action === 'ADD') {
        const texts = [...(after[attribute]?.SS ?? []), ...(terms.value(value).SS ?? [])];
        after[attribute] = { SS: [...new Set(texts)] };
      } else throw invalid(`${action} is unknown`);
    }
  }
  return after;
}

const invalid = (why: string) => new Error(`ValidationException: ${why}`);
