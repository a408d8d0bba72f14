import { readArguments as readAll } from '../arguments';
import { UsageError } from '../exit';
import { PLACE_OPTIONS, PLACE_USAGE } from '../place-options';

export const USAGE = `Shows and edits the endpoints of a pipeline: the secret documents, without showing a secret.

  npm run endpoints -- ls [PROVIDER]                       each endpoint: account, event, secrets, what is wrong
  npm run endpoints -- add PROVIDER ENDPOINT --account A   a new endpoint; [--event E] [--time-zone Z] [--layout L]
  npm run endpoints -- rotate PROVIDER ENDPOINT            a new secret in front of the others
  npm run endpoints -- retire PROVIDER ENDPOINT            drops every secret but the first; --entirely the endpoint
  npm run endpoints -- check PROVIDER ENDPOINT --file F    a captured delivery: what made its signature

add and rotate read the secret from a prompt, or from the standard input; never from the arguments. Every change is
read as receive would read it, shown without values, and asked for (--yes does not ask). It is made to the version
that was read, or not at all; the one before stays as AWSPREVIOUS.

  --file FILE   {"headers": {…}, "body": "…"} as JSON, or headers, an empty line and the body
  --at TIME     when it was captured, where the provider signs a time: 2h (ago), 02:14, 2026-11-25T02:14; UTC
  --json        for programs

${PLACE_USAGE}
Exit codes: 0 done, or the signature is right; 1 not done, or it is not; 2 wrong arguments, 130 interrupted.
`;

const CALL = 'npm run endpoints --';
const text = { type: 'string' } as const;
const OPTIONS = {
  ...PLACE_OPTIONS,
  ...{ account: text, event: text, 'time-zone': text, layout: text, file: text, at: text },
  entirely: { type: 'boolean' },
  yes: { type: 'boolean', short: 'y' },
  json: { type: 'boolean' },
} as const;
const EVERYWHERE = [...Object.keys(PLACE_OPTIONS), 'json', 'help'];

/** What each command takes beside what all commands take, and how many words. */
const COMMANDS = {
  ls: { words: [0, 1], options: [] },
  add: { words: [2, 2], options: ['account', 'event', 'time-zone', 'layout', 'yes'] },
  rotate: { words: [2, 2], options: ['yes'] },
  retire: { words: [2, 2], options: ['entirely', 'yes'] },
  check: { words: [2, 2], options: ['file', 'at'] },
} as const satisfies Record<string, { words: readonly [number, number]; options: readonly string[] }>;

export type Command = keyof typeof COMMANDS;

/** @throws UsageError that says which word is wrong and what is expected */
export function readArguments(argv: readonly string[]) {
  const { values, positionals } = readAll(CALL, OPTIONS, [...argv]);
  const [command = '', provider = '', endpoint = '', ...more] = positionals;
  const read = { values, provider, endpoint };
  if (values.help || argv.length === 0) return { ...read, command: 'help' } as const;
  if (!isCommand(command))
    throw new UsageError(
      `${command || 'no command'}: expected one of ${Object.keys(COMMANDS).join(', ')}; see ${CALL} --help`,
    );
  const { words, options } = COMMANDS[command];
  const taken: readonly string[] = [...EVERYWHERE, ...options];
  for (const name of Object.keys(values))
    if (!taken.includes(name)) throw new UsageError(`${command} takes no --${name}; see ${CALL} --help`);
  const count = positionals.length - 1;
  if (count < words[0] || count > words[1] || more.length > 0)
    throw new UsageError(
      `${command}: expected ${words[1] === 2 ? 'a provider and an endpoint' : 'a provider or none'}, found ${positionals.slice(1).join(' ') || 'none'}; see ${CALL} --help`,
    );
  if (command === 'add' && values.account === undefined)
    throw new UsageError('add: expected --account, the tenant that stands in every id of its orders');
  if (command === 'check' && values.file === undefined)
    throw new UsageError('check: expected --file with the captured delivery');
  return { ...read, command };
}

const isCommand = (word: string): word is Command => Object.hasOwn(COMMANDS, word);
