import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { AssetHashType, DockerImage } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { esbuildOptions } from './bundling';

const ROOT = join(__dirname, '..', '..');
/** Where the package keeps what is bundled already: `functions/<name>/index.js`. The repository has no such folder. */
const PREBUILT = join(__dirname, 'functions');

/**
 * The code of `functions/<name>.ts`: a folder with one `index.js`, as the package brings it, or bundled now where the
 * sources are.
 */
export function functionCode(name: string): Code {
  const prebuilt = join(PREBUILT, name);
  if (existsSync(prebuilt)) return Code.fromAsset(prebuilt);
  return Code.fromAsset(ROOT, {
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      // CDK asks for an image for those who cannot bundle without one; we always can.
      image: DockerImage.fromRegistry('none'),
      // Never run: CDK takes two assets of one folder for one unless their options differ.
      command: [name],
      local: { tryBundle: (directory) => bundle(name, directory) },
    },
  });
}

/** @returns that it is done: whoever cannot bundle gets esbuild's own error, not Docker's */
function bundle(name: string, directory: string): true {
  // Not imported above: the package has its bundles, and its users no esbuild.
  const { buildSync }: typeof import('esbuild') = require('esbuild');
  buildSync({
    ...esbuildOptions(`functions/${name}.ts`),
    outfile: join(directory, 'index.js'),
    logLevel: 'warning',
  });
  return true;
}
