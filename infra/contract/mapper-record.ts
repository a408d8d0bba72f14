import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Circumstances, type Outcome, outcomeOf } from '../../lib/outcome';
import type { Provider } from '../../lib/provider';
import { fixturesIn, providerFolder } from './fixtures';

/** What a released mapper made of deliveries that are kept: `released/<version>.json` of the provider's folder. */
export interface MapperRecord {
  readonly version: number;
  readonly cases: readonly RecordedCase[];
}

interface RecordedCase {
  readonly name: string;
  readonly payload: string;
  readonly circumstances: Circumstances;
  readonly outcome: RecordedOutcome;
}

/** Of an event, what names it and the hash of its content; of a failure, its code. */
type RecordedOutcome =
  | { readonly id: string; readonly type: string; readonly subject: string; readonly contenthash: string }
  | { readonly failure: string }
  | { readonly ignored: true };

/**
 * Why today's mapper may not follow the recorded one, a sentence each; none if it may. The version has to rise where
 * the content of any event changed; what names an event never changes, or a replay would be another event.
 */
export function mapperBlockers(
  provider: Provider,
  { version, cases }: MapperRecord,
  readOutcome: typeof outcomeOf = outcomeOf,
): readonly string[] {
  if (provider.version < version) return [`The version of the mapper went back from ${version}.`];
  return cases.flatMap(({ name, payload, circumstances, outcome: was }) => {
    const is = recorded(readOutcome(provider, payload, circumstances));
    const renamed = 'id' in was && (!('id' in is) || namesOf(was) !== namesOf(is));
    if (renamed)
      return [`${name}: what names its event became another: ${namesOf(was)} became ${namesOf(is)}.`];
    if (provider.version > version || JSON.stringify(was) === JSON.stringify(is)) return [];
    return [`${name}: what becomes of it changed. Raise the version of the mapper, ${version}.`];
  });
}

function namesOf(outcome: RecordedOutcome): string {
  if (!('id' in outcome)) return JSON.stringify(outcome);
  const { id, type, subject } = outcome;
  return [type, subject, id].join(' ');
}

function recorded(outcome: Outcome): RecordedOutcome {
  if ('ignored' in outcome) return { ignored: true };
  if ('failure' in outcome) return { failure: outcome.failure.code };
  const { id, type, subject, contenthash } = outcome.metadata;
  return { id, type, subject, contenthash };
}

/** The records of a provider's released mappers, the oldest first; none before its first release. */
export function mapperRecords(root: string, provider: string): readonly MapperRecord[] {
  const folder = recordsFolder(root, provider);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .map((file): MapperRecord => JSON.parse(readFileSync(join(folder, file), 'utf8')))
    .sort((a, b) => a.version - b.version);
}

/** Records what today's mapper makes of the provider's fixtures. A version that is recorded already stays as it is. */
export function recordMapper(root: string, provider: Provider): string | undefined {
  const file = join(recordsFolder(root, provider.name), `${provider.version}.json`);
  if (existsSync(file)) return undefined;
  const cases = fixturesIn(root, provider.name).map(({ name, payload, circumstances }) => ({
    name,
    payload,
    circumstances,
    outcome: recorded(outcomeOf(provider, payload, circumstances)),
  }));
  mkdirSync(recordsFolder(root, provider.name), { recursive: true });
  writeFileSync(file, `${JSON.stringify({ version: provider.version, cases }, null, 2)}\n`);
  return file;
}

const recordsFolder = (root: string, provider: string): string =>
  join(providerFolder(root, provider), 'released');
