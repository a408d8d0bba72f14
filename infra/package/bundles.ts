import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BuildOptions, build, type Metafile, type Plugin } from 'esbuild';
import { CONTRACT } from '../../lib/subscriber/contract';
import { ROOT } from '../cli/paths';
import { esbuildOptions } from '../stack/bundling';

/** The functions that the constructs deploy. */
const FUNCTIONS = ['receive', 'normalize'];
/** What whoever uses the constructs or the store has already. */
const PEERS = ['aws-cdk-lib', 'constructs', '@aws-sdk/client-dynamodb', 'esbuild'];
const FORMATS = [
  ['esm', '.mjs'],
  ['cjs', '.js'],
] as const;

/**
 * Bundles what the package runs.
 * @returns the paths, from the repository's root, of all files that are in a bundle
 */
export async function writeBundles(dist: string): Promise<string[]> {
  const inputs = [];
  for (const [format, extension] of FORMATS) {
    inputs.push(
      await bundle({ ...subscriberOptions, format, outfile: join(dist, `subscriber/index${extension}`) }),
      await bundle({
        ...LIBRARY,
        format,
        entryPoints: ['functions/aws/dynamodb-store.ts'],
        outfile: join(dist, `subscriber/dynamodb${extension}`),
        plugins: [besideSubscriber(`./index${extension}`)],
      }),
    );
  }
  const cdk = join(dist, 'cdk');
  inputs.push(
    await bundle({
      ...LIBRARY,
      format: 'cjs',
      entryPoints: ['infra/package/cdk.ts'],
      outfile: join(cdk, 'index.js'),
    }),
  );
  // One edition of the constructs, whoever imports them: a construct of another edition would not be one.
  writeFileSync(join(cdk, 'index.mjs'), reExported(Object.keys(require(join(cdk, 'index.js')))));
  for (const name of FUNCTIONS)
    inputs.push(
      await bundle({
        ...esbuildOptions(`functions/${name}.ts`),
        outfile: join(cdk, 'functions', name, 'index.js'),
      }),
    );
  return [...new Set(inputs.flat())].sort();
}

const LIBRARY: BuildOptions = {
  absWorkingDir: ROOT,
  bundle: true,
  platform: 'node',
  target: 'node20',
  mainFields: ['module', 'main'],
  external: PEERS,
};

/** Nothing of the contract's schemas is left: their shape stands in the place of the file that makes it. */
const inlinedContract: Plugin = {
  name: 'inlined contract',
  setup({ onLoad }) {
    onLoad({ filter: /lib[\\/]subscriber[\\/]contract\.ts$/ }, () => ({
      loader: 'ts',
      contents: `export const CONTRACT = ${JSON.stringify(CONTRACT)}`,
    }));
  },
};

/** How the subscriber's library is bundled; it runs wherever JavaScript does. */
export const subscriberOptions: BuildOptions = {
  ...LIBRARY,
  entryPoints: ['lib/subscriber/index.ts'],
  platform: 'neutral',
  plugins: [inlinedContract],
};

/** What the library exports is imported from it: a second edition would have other classes of errors. */
const besideSubscriber = (path: string): Plugin => ({
  name: 'beside the library',
  setup({ onResolve }) {
    onResolve({ filter: /subscriber\/(?:is-newer|store)$/ }, () => ({ path, external: true }));
  },
});

const reExported = (names: readonly string[]): string =>
  `import cdk from './index.js';\nexport const { ${names.join(', ')} } = cdk;\n`;

async function bundle(options: BuildOptions): Promise<string[]> {
  const { metafile } = await build({ ...options, metafile: true, logLevel: 'warning' });
  return leftIn(metafile as Metafile);
}

/** What is in the output, at least with a byte. */
const leftIn = ({ outputs }: Metafile): string[] =>
  Object.values(outputs).flatMap(({ inputs }) =>
    Object.entries(inputs).flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 0 ? [path] : [])),
  );
