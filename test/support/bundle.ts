import { join } from 'node:path';
import { build } from 'esbuild';

const ROOT = join(__dirname, '..', '..');

export interface Bundle {
  readonly bytes: number;
  /** Bytes that each source file leaves in the bundle, by its path from the root. */
  readonly inputs: Readonly<Record<string, number>>;
  /** Who imports whom, before anything is shaken out. */
  readonly imports: Readonly<Record<string, readonly string[]>>;
}

/** Bundles a function as the stack does: see `infra/node-function.ts`. */
export async function bundle(entry: string): Promise<Bundle> {
  const { metafile } = await build({
    absWorkingDir: ROOT,
    entryPoints: [entry],
    outfile: 'bundle.js',
    write: false,
    metafile: true,
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node24',
    format: 'cjs',
    mainFields: ['module', 'main'],
    alias: { '@aws-sdk/credential-provider-node': './infra/stack/lambda-credentials.ts' },
  });
  const [output] = Object.values(metafile.outputs);
  if (!output) throw new Error(`esbuild made nothing of ${entry}`);
  const { inputs } = metafile;
  return {
    bytes: output.bytes,
    inputs: mapValues(output.inputs, ({ bytesInOutput }) => bytesInOutput),
    imports: mapValues(inputs, ({ imports }) => imports.map(({ path }) => path)),
  };
}

const mapValues = <A, B>(of: Readonly<Record<string, A>>, map: (value: A) => B): Record<string, B> =>
  Object.fromEntries(Object.entries(of).map(([key, value]) => [key, map(value)]));

/** The npm package of a path; `undefined` for our own. */
export const packageOf = (path: string): string | undefined =>
  /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1];
