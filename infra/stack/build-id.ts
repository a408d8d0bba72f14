import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** What decides what becomes of a delivery. */
const SOURCES = ['functions', 'lib', 'package-lock.json'];
/** What stands beside the sources and is in no bundle. */
const ASIDE: ReadonlySet<string> = new Set(['bench', 'fixtures', 'test']);

/**
 * A name for the code that reads deliveries: the same sources have the same one. The stack's output `BuildId` says what
 * is deployed; commands compare it with what they run themselves.
 * @param root the repository's, or a folder that has its sources
 * @returns 12 hexadecimal digits; `undefined` where the sources are not there, as in the package
 */
export function buildIdOf(root: string): string | undefined {
  if (SOURCES.some((source) => !existsSync(join(root, source)))) return undefined;
  const hash = createHash('sha256');
  for (const file of SOURCES.flatMap((source) => filesIn(join(root, source))).sort())
    hash
      .update(`${relative(root, file)}\n`)
      .update(readFileSync(file))
      .update('\n');
  return hash.digest('hex').slice(0, 12);
}

function filesIn(path: string): string[] {
  if (!/\.\w+$/.test(path))
    return readdirSync(path, { withFileTypes: true })
      .filter((entry) => !ASIDE.has(entry.name) && (entry.isDirectory() || /\.(?:ts|json)$/.test(entry.name)))
      .flatMap((entry) => (entry.isDirectory() ? filesIn(join(path, entry.name)) : [join(path, entry.name)]));
  return [path];
}
