import { type ParseArgsConfig, parseArgs } from 'node:util';
import { UsageError } from './exit';

const HELP = { help: { type: 'boolean', short: 'h' } } as const;

/**
 * Reads a command's arguments; `--help` is added to its options.
 * @param call how the command is called, for example `npm start --`
 * @throws UsageError that names what is not known
 */
export function readArguments<const Options extends NonNullable<ParseArgsConfig['options']>>(
  call: string,
  options: Options,
  args = process.argv.slice(2),
) {
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options: { ...options, ...HELP } });
  } catch (error) {
    const [sentence = ''] = (error as Error).message.split('. ');
    throw new UsageError(`${sentence}: see ${call} --help`);
  }
}

/** @throws UsageError where a command that takes only options was given something else */
export function refuseWords(call: string, words: readonly string[]): void {
  if (words.length > 0) throw new UsageError(`${words[0]}: expected only options; see ${call} --help`);
}

/** @throws UsageError where a number that counts something is none, or less than `least` */
export function readCount(name: string, text: string, least: number): number {
  const count = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (!(count >= least)) throw new UsageError(`${name} ${text}: expected a whole number, at least ${least}`);
  return count;
}
