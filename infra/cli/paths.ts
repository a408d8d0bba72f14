import { join, resolve } from 'node:path';

/** The repository's root. */
export const ROOT = join(__dirname, '..', '..');

/** What this repository's commands keep between runs. */
export const CACHE_NAME = 'order-events';

/**
 * Where the local stack that answers AWS's protocols on this port says what there is: `{ awsUrl, outputs }`.
 * One file per port, since only one stack can have it.
 */
export const localStackFile = (awsPort: string | number): string =>
  join(ROOT, 'node_modules', '.cache', CACHE_NAME, `local-${awsPort}.json`);

/** What `npm run send` remembers. A new local stack knows nothing of it, and deletes it. */
export const SENT_FILE = join(ROOT, 'node_modules', '.cache', CACHE_NAME, 'sent.json');

/** A file as it was typed: npm runs scripts in the repository's root, wherever the person is. */
export const fromCaller = (file: string): string => resolve(process.env.INIT_CWD ?? process.cwd(), file);

/** What `npm start -- --keep` keeps of dead letters between runs. */
export const KEPT_FILE = join(ROOT, 'node_modules', '.cache', CACHE_NAME, 'kept', 'dead-letters.jsonl');
