import { toJsonSchema } from '@valibot/to-json-schema';
import { DATA_SCHEMA, OrderEvent } from '../../lib/order/order-event';
import { readArguments, refuseWords } from './arguments';
import { runCommand } from './exit';

const USAGE = `Prints the JSON Schema of the event's \`detail\`, for other languages and for validators.

  npm run -s schema > order-event.schema.json
`;
const CALL = 'npm run schema --';

const schema = toJsonSchema(OrderEvent, {
  // JSON Schema has no word for what JavaScript can hold.
  overrideAction: ({ valibotAction, jsonSchema }) =>
    valibotAction.type === 'safe_integer'
      ? { ...jsonSchema, type: 'integer', minimum: Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER }
      : undefined,
});

const { $schema, ...rest } = schema;
const document = {
  $schema,
  $id: DATA_SCHEMA,
  title: 'Order event',
  description: [
    'The `detail` of every event on the bus, in the version that `metadata.dataschema` names.',
    'A later version may add fields, so that a subscriber should not refuse those that it does not know.',
    '`personalData` is an annotation: what a field may tell about a person.',
  ].join(' '),
  ...rest,
};

async function main(): Promise<number> {
  const { values, positionals } = readArguments(CALL, {});
  if (!values.help) refuseWords(CALL, positionals);
  process.stdout.write(values.help ? USAGE : `${JSON.stringify(document, null, 2)}\n`);
  return 0;
}

void runCommand(main);
