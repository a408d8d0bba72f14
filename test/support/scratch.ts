import { spawn } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ROOT } from '../../infra/cli/paths';
import { closing } from './closing';
import { trackedFiles } from './tracked-files';

/** A copy of this checkout, of which a test may do what it likes. */
export interface Scratch {
  readonly root: string;
  /** Runs a script of Node.js in it, such as `node_modules/jest/bin/jest.js`; resolves with all that it wrote. */
  node(script: string, ...args: string[]): Promise<Ran>;
  remove(): void;
}

export interface Ran {
  readonly code: number | null;
  readonly output: string;
}

/** Everything that is tracked or would be, beside the packages of this checkout: they are linked, not copied. */
export function createScratch(): Scratch {
  const root = mkdtempSync(join(tmpdir(), 'order-events-scratch-'));
  for (const path of trackedFiles()) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    copyFileSync(join(ROOT, path), join(root, path));
  }
  linkPackages(join(ROOT, 'node_modules'), join(root, 'node_modules'));
  return {
    root,
    node: (script, ...args) => run(root, [join(root, script), ...args]),
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}

/** Each package for itself: the workspaces of this checkout are links to its own folders, and those of the copy to its. */
function linkPackages(from: string, to: string): void {
  mkdirSync(to);
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    if (entry.name === '.cache') continue;
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.name === '@order-events') {
      mkdirSync(target);
      symlinkSync('../../infra/local', join(target, 'local'));
    } else symlinkSync(source, target);
  }
}

function run(cwd: string, args: readonly string[]): Promise<Ran> {
  const env = { ...process.env, INIT_CWD: cwd, NO_COLOR: '1' };
  const child = spawn(process.execPath, [...args], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  closing(() => void child.kill('SIGKILL'));
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, output }));
  });
}
