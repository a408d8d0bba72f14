import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { providers } from '../../lib/providers';
import { ROOT, textOf } from '../support/import-graph';

/** One way to break the code, and the tests that have to notice. */
export interface Mutant {
  /** Path from the root. */
  readonly file: string;
  /** Stands in the file once. */
  readonly from: string;
  readonly to: string;
  /** Parts of paths, as `npm test -- <part>` takes them. */
  readonly tests: readonly string[];
}

/*
 * Argued, and not here: without its bound the cache of time offsets (`OFFSETS_KEPT` in lib/time.ts) answers the same
 * and only grows. Lambda hands over ten records at most, so `<` or `<=` of `BUS_LIMITS.entries` packs the same. Rounding
 * fifteen digits to fifteen (lib/money.ts) changes nothing.
 */
const MUTANTS: readonly Mutant[] = [
  mutant('functions/aws/bus.ts', 'bytes: 1_000_000', 'bytes: 1_000_001', ['functions/']),
  mutant('functions/aws/bus.ts', 'if (entry?.EventId)', 'if (entry)', ['functions/bus']),
  mutant('functions/aws/bus.ts', 'entries.length > 1', 'entries.length > 2', ['functions/bus']),
  mutant('functions/aws/log.ts', 'value.slice(0, MOST_ITEMS)', 'value', ['functions/log']),
  mutant('functions/backoff.ts', '2 ** (receives - 1)', '2 ** receives', ['functions/backoff']),
  mutant('functions/daily-totals.ts', 'if (known) count(known, -1);', '', ['functions/daily-totals']),
  mutant('functions/dead-letter.ts', 'issues.slice(0, MOST_PATHS)', 'issues', ['functions/dead-letter']),
  mutant('functions/dead-letter.ts', 'leavesRoom(extended) ? extended : body', 'extended', [
    'functions/dead-letter',
  ]),
  mutant('functions/endpoints.ts', 'if (readAt >= since) return changed;', 'return changed;', ['functions/']),
  mutant('functions/publish.ts', 'bytes + size < BUS_LIMITS.bytes', 'bytes + size <= BUS_LIMITS.bytes', [
    'functions/normalize',
  ]),
  mutant('functions/publish.ts', '>= retryForSeconds * 1000', '> retryForSeconds * 1000', [
    'functions/normalize',
  ]),
  mutant('functions/read-record.ts', 'BUS_LIMITS.bytes - 1', 'BUS_LIMITS.bytes', ['functions/']),
  mutant('functions/read-record.ts', 'provider?.name !== known.provider', 'false', ['functions/normalize']),
  mutant(
    'functions/receive.ts',
    'request.body.length > BODY_LIMIT_BYTES',
    'request.body.length >= BODY_LIMIT_BYTES',
    ['functions/receive'],
  ),
  mutant(
    'functions/receive.ts',
    "if (!provider.isSignature(signature)) throw new Failure('SIGNATURE_MISMATCH');",
    '',
    ['functions/receive'],
  ),
  mutant('lib/delivery.ts', '<= MESSAGE_LIMIT_BYTES', '< MESSAGE_LIMIT_BYTES', ['lib/delivery']),
  mutant('lib/hmac.ts', 'timingSafeEqual(a, b)', 'true', ['lib/hmac', 'contract']),
  mutant('lib/hmac.ts', 'key < 0 ? undefined : key', 'key <= 0 ? undefined : key', ['lib/hmac', 'contract']),
  mutant('lib/mapping/amounts.ts', 'text.length <= EXACT_DIGITS', 'text.length <= EXACT_DIGITS + 1', [
    'lib/money',
    'lib/mapping',
    'contract',
  ]),
  mutant('lib/reading/credentials.ts', 'sum % 10 === 0', 'sum % 5 === 0', ['lib/reading']),
  mutant('lib/reading/notices.ts', 'known.size >= MOST_NOTICES', 'known.size > MOST_NOTICES', [
    'lib/reading',
  ]),
  mutant('lib/reading/notices.ts', 'known.texts < MOST_EXACT_TEXTS', 'true', ['lib/reading']),
  mutant('lib/reading/report.ts', 'issues.length === MOST_ISSUES', 'false', ['lib/reading']),
  mutant('lib/subscriber/is-newer.ts', 'return a.id > b.id;', 'return a.id >= b.id;', ['lib/subscriber']),
  mutant('lib/time.ts', 'possible[0] ?? before', 'possible[1] ?? before', ['lib/time']),
];

/** The whole list: ours, and for each file of a mapping a source field that is another field's. */
export const mutants = (): readonly Mutant[] => [
  ...MUTANTS,
  ...providers.flatMap(({ name }) => wrongSources(`lib/providers/${name}`)),
];

function mutant(file: string, from: string, to: string, tests: readonly string[]): Mutant {
  return { file, from, to, tests };
}

/** A mapping line that reads the field of the next line of its kind. */
function wrongSources(folder: string): Mutant[] {
  const files = readdirSync(join(ROOT, folder)).filter((file) => /^map.*\.ts$/.test(file));
  return files.flatMap((file) => {
    const text = textOf(`${folder}/${file}`);
    const reads = [...text.matchAll(/\b\w+\.(amount|decimal|id|text|time|whole)\('(\w+)'/g)];
    const pair = reads.flatMap((read) => {
      const other = reads.find((one) => one[1] === read[1] && one[2] !== read[2]);
      return other && text.split(read[0]).length === 2 ? [[read, other] as const] : [];
    })[0];
    if (!pair) return [];
    const [[from], [, , field = '']] = pair;
    return [mutant(`${folder}/${file}`, from, from.replace(/'\w+'/, `'${field}'`), ['contract/contract'])];
  });
}
