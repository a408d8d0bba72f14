import { statSync } from 'node:fs';
import { type Bundle, bundleAsDeployed } from '../bundle';
import { deployedFunction } from '../deployment';
import { type Row, type Rows, rowOf } from '../row';

const KIB = 1_024;

/** What is deployed: each function's bundle, and our own code in it. */
export const rows: Rows = async () => [
  ...(await sizesOf('receive', 'Receive')),
  ...(await sizesOf('normalize', 'Normalize')),
];

async function sizesOf(name: string, logicalId: string): Promise<Row[]> {
  const bundle = await bundleAsDeployed(`functions/${name}.ts`);
  const { size } = statSync((await deployedFunction(logicalId)).file);
  if (size !== bundle.bytes)
    throw new Error(`the stack bundles ${name} otherwise: ${size} ≠ ${bundle.bytes} bytes`);
  return [
    rowOf({
      name: `bundle of ${name}, minified`,
      value: size / KIB,
      unit: 'KiB',
      gate: { atMost: 350 },
      goal: { atMost: 220 },
    }),
    rowOf({
      name: '  our own code in it',
      value: ownBytes(bundle) / KIB,
      unit: 'KiB',
      gate: { atMost: 60 },
      goal: { atMost: 40 },
    }),
  ];
}

function ownBytes({ metafile }: Bundle): number {
  const inputs = Object.values(metafile.outputs).flatMap((output) => Object.entries(output.inputs));
  return inputs
    .filter(([path]) => !path.includes('node_modules/'))
    .reduce((sum, [, { bytesInOutput }]) => sum + bytesInOutput, 0);
}
