import { DEFAULT_NAME } from '../../lib/names';
import { contractToday } from './contract';
import { EVENT_TYPE_ENTRIES } from './event-types';
import { examples } from './examples';
import { type JsonSchema, mapChildren, mapValues } from './json-schema';
import { readerSchema } from './reader-schema';

/** The contract as an AsyncAPI 3 document: what is on the bus, and what a message of each type holds. */
export function asyncApi(): object {
  const { dataschema, types } = contractToday();
  const messages = Object.entries(types).map(([type, writer]) => {
    const { name, comes } = entryOf(type);
    return {
      type,
      message: {
        name: type,
        title: type,
        summary: comes,
        contentType: 'application/json',
        payload: envelopeOf(type, name),
        examples: examples()
          .filter((example) => example.type === type)
          .map(({ provider, event }) => ({ name: provider, payload: event })),
      },
      schemas: schemasOf(writer, name),
    };
  });
  const names = messages.map(({ type }) => type);
  return {
    asyncapi: '3.0.0',
    id: dataschema,
    info: {
      title: 'order-events',
      version: `${/[\d.]+$/.exec(dataschema)?.[0]}.0`,
      description: "Canonical order events of every platform, on an EventBridge bus of one's own.",
      license: { name: 'MIT' },
    },
    defaultContentType: 'application/json',
    channels: {
      bus: {
        address: DEFAULT_NAME,
        title: 'The event bus',
        description: 'Subscribers put a rule on it. An event can come twice, and in no order.',
        messages: Object.fromEntries(names.map((type) => [type, { $ref: `#/components/messages/${type}` }])),
      },
    },
    operations: {
      publish: {
        action: 'send',
        channel: { $ref: '#/channels/bus' },
        messages: names.map((type) => ({ $ref: `#/channels/bus/messages/${type}` })),
      },
    },
    components: {
      messages: Object.fromEntries(messages.map(({ type, message }) => [type, message])),
      schemas: Object.assign({}, ...messages.map(({ schemas }) => schemas)),
    },
  };
}

function entryOf(type: string) {
  const entry = Object.entries(EVENT_TYPE_ENTRIES).find(([name]) => name === type)?.[1];
  if (!entry) throw new Error(`the contract has no entry for ${type}`);
  return entry;
}

const envelopeOf = (type: string, detail: string): object => ({
  type: 'object',
  required: ['source', 'detail-type', 'time', 'detail'],
  properties: {
    source: { type: 'string', description: '`orders.<provider>`.' },
    'detail-type': { type: 'string', const: type },
    time: { type: 'string', format: 'date-time', description: 'When EventBridge got it.' },
    detail: { $ref: `#/components/schemas/${detail}` },
  },
});

/** The reader's schema of a `detail` and its definitions, as components of the document. */
function schemasOf(writer: JsonSchema, name: string): Readonly<Record<string, JsonSchema>> {
  const { $schema: _, $id: _id, $defs = {}, ...detail } = readerSchema(writer);
  return mapValues({ [name]: detail, ...$defs }, asComponent);
}

const asComponent = (schema: JsonSchema): JsonSchema =>
  schema.$ref
    ? { $ref: schema.$ref.replace('#/$defs/', '#/components/schemas/') }
    : mapChildren(schema, asComponent);
