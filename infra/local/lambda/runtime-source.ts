import { join } from 'node:path';
import { buildSync } from 'esbuild';

let source: string | undefined;

/** The thread's code as one script: a thread cannot load TypeScript by itself. Built once per process. */
export function runtimeSource(): string {
  source ??= buildSync({
    entryPoints: [join(__dirname, 'runtime.ts')],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    // esbuild would turn `import()` of a handler into `require`.
    supported: { 'dynamic-import': true },
    write: false,
  }).outputFiles[0]?.text;
  if (source === undefined) throw new Error('esbuild wrote nothing for the runtime of the local functions');
  return source;
}
