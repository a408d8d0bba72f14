import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '..', '..');

/** Reads a file by its path from the repository's root; `undefined` where there is none. */
export const readFromRoot = (name: string): string | undefined => {
  const file = join(ROOT, name);
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
};
