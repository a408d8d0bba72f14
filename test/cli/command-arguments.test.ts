import { readArguments, refuseWords } from '../../infra/cli/arguments';
import { UsageError } from '../../infra/cli/exit';

const OPTIONS = { file: { type: 'string' }, raw: { type: 'boolean' } } as const;
const read = (...args: string[]) => readArguments('npm run thing --', OPTIONS, args);

it('reads options and words, and adds --help', () => {
  expect(read('word', '--file', 'a.json', '--raw').values).toMatchObject({ file: 'a.json', raw: true });
  expect(read('word').positionals).toEqual(['word']);
  for (const flag of ['--help', '-h']) expect(read(flag).values.help).toBe(true);
});

it.each([
  [['--bogus'], "Unknown option '--bogus': see npm run thing -- --help"],
  [['--help', '--bogus'], "Unknown option '--bogus'"],
  [['--file'], "Option '--file <value>' argument missing"],
  [['--raw=yes'], "Option '--raw' does not take an argument"],
])('refuses %j in one line', (args, message) => {
  expect(() => read(...args)).toThrow(UsageError);
  expect(() => read(...args)).toThrow(message);
  expect(() => read(...args)).not.toThrow('\n');
});

it('refuses words where only options are taken', () => {
  expect(() => refuseWords('npm start --', ['word'])).toThrow(
    'word: expected only options; see npm start -- --help',
  );
  expect(() => refuseWords('npm start --', [])).not.toThrow();
});
