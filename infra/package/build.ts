import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { readArguments, refuseWords } from '../cli/arguments';
import { runCommand } from '../cli/exit';
import { ROOT } from '../cli/paths';
import { writeContract } from '../contract/write';
import { writeBundles } from './bundles';
import { writeDeclarations } from './declarations';
import { writeNotices } from './notices';

const CALL = 'npm run prepack --';
const USAGE = `Builds what the package holds into dist/, anew: the subscriber's library and the constructs as ESM and CommonJS
with their types, the functions' bundles, the contract, and the licences of what is bundled.

  npm run prepack

npm pack and npm publish do it by themselves.
`;

async function main(): Promise<number> {
  const { values, positionals } = readArguments(CALL, {});
  if (values.help) {
    process.stdout.write(USAGE);
    return 0;
  }
  refuseWords(CALL, positionals);
  const dist = join(ROOT, 'dist');
  rmSync(dist, { recursive: true, force: true });
  const bundled = await writeBundles(dist);
  writeDeclarations(dist);
  writeContract(join(dist, 'contract'));
  writeNotices(dist, bundled);
  process.stdout.write(`built ${dist}\n`);
  return 0;
}

void runCommand(main);
