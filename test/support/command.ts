import { type ChildProcess, spawn } from 'node:child_process';
import { ROOT } from '../../infra/cli/paths';
import { bundledFile } from './bundle-to-run';
import { closing } from './closing';

/** A command of the repository as it runs in a process of its own. */
export interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<number | null>;
  output(): string;
  /** Resolves with the match once the output has it; rejects where the command ends before. */
  prints(pattern: RegExp): Promise<RegExpExecArray>;
}

/** Starts a command, bundled before by `prepare.ts`; `env` comes on top of the test's own environment. */
export function run(
  file: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Running {
  const child = spawn(process.execPath, [bundledFile(file), ...args], {
    cwd: ROOT,
    env: { ...process.env, INIT_CWD: ROOT, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  closing(() => void child.kill('SIGKILL'));
  let written = '';
  const waiting = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => {
      written += chunk;
      for (const look of waiting) look();
    });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  return {
    child,
    ended,
    output: () => written,
    prints: (pattern) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const match = pattern.exec(written);
          if (!match) return;
          waiting.delete(look);
          resolve(match);
        };
        waiting.add(look);
        look();
        void ended.then((code) => reject(new Error(`ended with ${code}, without ${pattern}:\n${written}`)));
      }),
  };
}
