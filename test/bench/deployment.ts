import { join } from 'node:path';
import { readAssembly, synthesise } from '@order-events/local';
import { CACHE_NAME, ROOT } from '../../infra/cli/place';

/** A function as the stack would deploy it. */
export interface Deployed {
  /** Its bundle. */
  readonly file: string;
  readonly memoryMiB: number;
}

/** The cloud assembly's directory, the same that the local stack runs. */
export const synthesiseStack = (): Promise<string> =>
  synthesise({
    root: ROOT,
    sources: ['functions', 'lib', 'infra', 'package-lock.json', 'tsconfig.json'],
    cacheName: CACHE_NAME,
    context: { subscriber: true },
  });

/** The function of that logical id in the stack. */
export async function deployedFunction(logicalId: string): Promise<Deployed> {
  const { template, assetDirectory } = readAssembly(await synthesiseStack());
  const [, found] =
    Object.entries(template.Resources).find(
      ([id, { Type }]) => Type === 'AWS::Lambda::Function' && id.replace(/[0-9A-F]{8}$/, '') === logicalId,
    ) ?? [];
  const { Code, MemorySize } = (found?.Properties ?? {}) as {
    Code?: { S3Key?: string };
    MemorySize?: number;
  };
  const directory = assetDirectory(String(Code?.S3Key));
  if (!directory || !MemorySize) throw new Error(`the stack has no function ${logicalId}`);
  return { file: join(directory, 'index.js'), memoryMiB: MemorySize };
}
