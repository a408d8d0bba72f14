import { build } from 'esbuild';
import { esbuildOptions } from '../../infra/stack/bundling';

export interface Bundle {
  readonly bytes: number;
  /** Bytes that each source file leaves in the bundle, by its path from the root. */
  readonly inputs: Readonly<Record<string, number>>;
  /** Who imports whom, before anything is shaken out. */
  readonly imports: Readonly<Record<string, readonly string[]>>;
}

/**
 * Bundles a function as the stack does.
 * @param entry path of the source from the repository's root
 */
export async function bundle(entry: string): Promise<Bundle> {
  const { metafile } = await build({
    ...esbuildOptions(entry),
    outfile: 'bundle.js',
    write: false,
    metafile: true,
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
