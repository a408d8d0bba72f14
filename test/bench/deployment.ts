import { join } from 'node:path';
import { readAssembly } from '@order-events/local';
import { stackAssembly } from '../../infra/cli/assembly';

/** A function as the stack would deploy it. */
export interface Deployed {
  /** Its bundle. */
  readonly file: string;
  readonly memoryMiB: number;
}

/** The function of that logical id in the stack. */
export async function deployedFunction(logicalId: string): Promise<Deployed> {
  const { template, assetDirectory } = readAssembly(await stackAssembly());
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
