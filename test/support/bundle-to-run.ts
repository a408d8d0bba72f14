import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { CACHE_NAME, ROOT } from '../../infra/cli/paths';

const FOLDER = join(ROOT, 'node_modules', '.cache', CACHE_NAME, 'bundles');

/** Where a bundled program lies. */
export const bundledFile = (entry: string): string =>
  join(FOLDER, `${entry.replace(/\.ts$/, '').replaceAll('/', '-')}.js`);

/**
 * Bundles a program of the repository for Node.js.
 * @param entry path of the source from the repository's root
 * @param external packages that stay outside: all that are not ours, unless their loading is to be spared at each start
 * @returns the bundle's file
 */
export async function bundleToRun(entry: string, external?: readonly string[]): Promise<string> {
  const outfile = bundledFile(entry);
  await build({
    absWorkingDir: ROOT,
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    ...(external ? { external: [...external], mainFields: ['module', 'main'] } : { packages: 'external' }),
    plugins: [ownPlaces],
    logLevel: 'error',
  });
  return outfile;
}

/** What looks for files beside itself finds them from a bundle too. */
const ownPlaces: Plugin = {
  name: 'own places',
  setup({ onLoad, onResolve }) {
    // Node.js could not read the workspace's TypeScript.
    onResolve({ filter: /^@order-events\/local$/ }, () => ({ path: join(ROOT, 'infra/local/index.ts') }));
    onLoad({ filter: /[\\/](?:infra|test)[\\/].*\.ts$/ }, ({ path }) => ({
      loader: 'ts',
      contents: readFileSync(path, 'utf8').replaceAll('__dirname', JSON.stringify(dirname(path))),
    }));
  },
};
