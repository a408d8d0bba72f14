import { readerSchema } from '../contract/reader-schema';
import { writerSchema } from '../contract/writer-schema';
import { readArguments, refuseWords } from './arguments';
import { runCommand } from './exit';

const USAGE = `Prints the JSON Schema (2020-12) of the event's \`detail\`, for other languages and for validators.

  npm run -s schema > order-event.schema.json

  --strict   the writer's schema: what this version publishes and nothing else; ours to test with

Without it, it is the reader's: it accepts the fields and words that a later version adds. Validate with that one.
\`x-personal-data\` is an annotation: what a field may tell about a person. A strict validator has to be told of it:
new Ajv2020({ keywords: ['x-personal-data'] }).
`;
const CALL = 'npm run schema --';

async function main(): Promise<number> {
  const { values, positionals } = readArguments(CALL, { strict: { type: 'boolean' } });
  if (!values.help) refuseWords(CALL, positionals);
  process.stdout.write(values.help ? USAGE : `${JSON.stringify(document(values.strict), null, 2)}\n`);
  return 0;
}

function document(strict = false): object {
  const writer = writerSchema();
  return strict ? writer : readerSchema(writer);
}

void runCommand(main);
