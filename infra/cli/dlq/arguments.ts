import { parseArgs } from 'node:util';
import { UsageError } from '../exit';
import { FILTER_OPTIONS } from './filter';
import { LS_OPTIONS } from './ls';

export const USAGE = `Inspects and replays dead letters.

  npm run dlq -- ls [--by order] [--limit N] lists them by reason and first place, or by order
  npm run dlq -- show ID [--reveal] [--page N] one of them: where it came from, why it is dead, what it holds
  npm run dlq -- explain ID                  reads it with today's code: what fails where, or what it becomes
  npm run dlq -- replay [--dry-run] [--yes]  sends through again what today's code can read; shows and asks first,
                                             then waits until it is published, or dead again; --no-wait
  npm run dlq -- purge [--yes] [--out FILE]  deletes them, after writing them to a file; asks first

ID is an event's id, or a dead letter's SQS message id, or the beginning of one.

Which dead letters (ls, replay, purge); all that are given have to hold:
  --provider NAME   --account NAME   --code CODE   --stage STAGE   --id ID
  --order ID                           its id, the provider's own id, or its number
  --older-than AGE  --newer-than AGE   since it became a dead letter: 30s, 5m, 2h, 3d, 1w
  --since TIME      --until TIME       it became one then: 02:14, 2026-11-25T02:14 in UTC, or an age
  "none" is the code, stage, order … of a dead letter that has none.

Where:
  --local                  the stack that npm start runs
  --name NAME              the deployed pipeline of that name (order-events), as its settings name it
  --stack NAME             a deployed stack (OrderEvents); [--profile P] [--region R], else as the SDK finds them
  --endpoint-url URL       anything that speaks SQS; queues by their names, order-events-…-dead(.fifo)
  --queue-url URL          this queue, there; can be given more than once
  Without any: AWS_ENDPOINT_URL; with AWS_PROFILE, --profile or --region the deployed stack; else the local
  stack if it runs; else the deployed one.

  --json                   for programs
Dead letters are invisible to others while a command looks at them, and visible again when it ends.
Exit codes: 0 done, 1 not or not wholly done, 2 wrong arguments, 130 interrupted.
`;

const HELP = 'See npm run dlq -- --help.';

const OPTIONS = {
  ...FILTER_OPTIONS,
  ...LS_OPTIONS,
  reveal: { type: 'boolean' },
  page: { type: 'string' },
  'dry-run': { type: 'boolean' },
  'no-wait': { type: 'boolean' },
  yes: { type: 'boolean', short: 'y' },
  out: { type: 'string' },
  local: { type: 'boolean' },
  name: { type: 'string' },
  stack: { type: 'string' },
  profile: { type: 'string' },
  region: { type: 'string' },
  'endpoint-url': { type: 'string' },
  'queue-url': { type: 'string', multiple: true },
  help: { type: 'boolean', short: 'h' },
} as const;

const EVERYWHERE = ['local', 'name', 'stack', 'profile', 'region', 'endpoint-url', 'queue-url', 'help'];
const FILTERS = Object.keys(FILTER_OPTIONS);
/** What each command takes beside what all commands take. */
const COMMANDS = {
  ls: [...FILTERS, ...Object.keys(LS_OPTIONS)],
  show: ['reveal', 'page', 'json'],
  explain: ['reveal', 'json'],
  replay: [...FILTERS, 'dry-run', 'yes', 'no-wait', 'json'],
  purge: [...FILTERS, 'yes', 'out', 'json'],
} as const satisfies Record<string, readonly string[]>;

export type Command = keyof typeof COMMANDS;

export interface Arguments {
  readonly command: Command | 'help';
  /** Of `show` and `explain`; elsewhere empty. */
  readonly id: string;
  readonly values: ReturnType<typeof parse>['values'];
}

/** @throws UsageError that says which word is wrong and what is expected */
export function readArguments(argv: readonly string[]): Arguments {
  const { values, positionals } = parse(argv);
  const [command = '', ...words] = positionals;
  if (values.help || (command === '' && argv.length === 0)) return { command: 'help', id: '', values };
  if (!isCommand(command))
    throw new UsageError(
      `${command || 'no command'}: expected one of ${Object.keys(COMMANDS).join(', ')}. ${HELP}`,
    );

  const taken: readonly string[] = [...EVERYWHERE, ...COMMANDS[command]];
  for (const name of Object.keys(values))
    if (!taken.includes(name)) throw new UsageError(`${command} takes no --${name}`);
  const wantsId = command === 'show' || command === 'explain';
  if (words.length !== (wantsId ? 1 : 0) || words.includes(''))
    throw new UsageError(
      `${command}: expected ${wantsId ? 'one id' : 'only options'}, found ${words.join(' ').trim() || 'none'}`,
    );
  for (const [name, value] of Object.entries(values))
    if (value === '') throw new UsageError(`--${name}: expected a value, found an empty one`);
  return { command, id: words[0] ?? '', values };
}

const isCommand = (word: string): word is Command => Object.hasOwn(COMMANDS, word);

function parse(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options: OPTIONS, allowPositionals: true });
  } catch (error) {
    // Node's sentences after the first are about quoting.
    const [what = ''] = String((error as Error).message).split('. ');
    throw new UsageError(`${what.replace(/\.$/, '')}. ${HELP}`);
  }
}
