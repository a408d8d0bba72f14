import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type BuildResult, build, type Metafile } from 'esbuild';
import { CACHE_NAME, ROOT } from '../../infra/cli/paths';
import { esbuildOptions } from '../../infra/stack/bundling';

const OUTPUT = join(ROOT, 'node_modules', '.cache', CACHE_NAME, 'bench');

/** Something bundled: where it lies, and what is in it. */
export interface Bundle {
  readonly file: string;
  readonly bytes: number;
  readonly metafile: Metafile;
}

/** Bundles a file of the repository with everything in it, as the stack does. */
export const bundleAsDeployed = (entry: string): Promise<Bundle> => bundle(entry, esbuildOptions(entry));

/** As CDK bundles when it is told no more than to minify and to leave nothing outside. */
export const bundlePlainly = (entry: string): Promise<Bundle> =>
  bundle(entry, { bundle: true, platform: 'node', target: 'node24', minify: true });

async function bundle(entry: string, options: object): Promise<Bundle> {
  mkdirSync(OUTPUT, { recursive: true });
  const file = join(OUTPUT, `${entry.replaceAll('/', '-').replace(/\.ts$/, '')}.js`);
  const { metafile }: BuildResult<{ metafile: true }> = await build({
    ...options,
    absWorkingDir: ROOT,
    entryPoints: [entry],
    outfile: file,
    metafile: true,
    logLevel: 'error',
  });
  const [output] = Object.values(metafile.outputs);
  return { file, bytes: output?.bytes ?? 0, metafile };
}
