import { synthesise } from '@order-events/local';
import { CACHE_NAME, ROOT } from './paths';

/** The cloud assembly that runs on this machine: made once for the same sources, and kept between runs. */
export const stackAssembly = (onRun?: () => void): Promise<string> =>
  synthesise({
    root: ROOT,
    // What the stack is made of, and no other command.
    sources: [
      ...['functions', 'lib', 'infra/stack', 'infra/contract', 'infra/cli/run.cjs'],
      ...['package-lock.json', 'tsconfig.json'],
    ],
    cacheName: CACHE_NAME,
    // What is tried out and tested is the default, whatever a deployment's settings are.
    context: { settings: 'none', subscriber: true },
    ...(onRun && { onRun }),
  });
