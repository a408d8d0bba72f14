import { type FSWatcher, watch } from 'node:fs';

/** One save is several events: a file is emptied, written, renamed. */
const SETTLING_MS = 60;

/**
 * Calls back some moments after a file below one of the folders was saved, added or removed; once for what is saved
 * together.
 * @returns ends it
 */
export function watchSources(folders: readonly string[], changed: () => void): () => void {
  let settling: NodeJS.Timeout | undefined;
  const watchers: FSWatcher[] = folders.map((folder) =>
    watch(folder, { recursive: true }, () => {
      clearTimeout(settling);
      settling = setTimeout(changed, SETTLING_MS);
    }),
  );
  return () => {
    clearTimeout(settling);
    for (const watcher of watchers) watcher.close();
  };
}
