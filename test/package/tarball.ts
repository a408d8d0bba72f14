import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ROOT } from '../../infra/cli/paths';

/** What `npm pack` makes: the tarball, and the paths in it. */
export interface Tarball {
  readonly file: string;
  readonly paths: readonly string[];
}

/** A project outside of this repository that has installed the tarball. */
export interface Project {
  readonly root: string;
  write(path: string, text: string): void;
  /** Runs Node.js in it. @returns what it printed @throws Error with what it printed, where it fails */
  node(...args: string[]): string;
}

/** Builds and packs, as a release does. */
export function pack(folder: string): Tarball {
  const printed = npm(ROOT, 'pack', '--json', '--silent', '--pack-destination', folder);
  // What prepack prints comes before.
  const [{ filename, files }] = JSON.parse(printed.slice(printed.indexOf('[\n')));
  return { file: join(folder, filename), paths: files.map(({ path }: { path: string }) => path) };
}

/**
 * Installs the tarball into a project of its own, and links beside it what such a project has anyway.
 * @param type what its files are where their names do not say it
 */
export function install(tarball: Tarball, folder: string, type: 'commonjs' | 'module'): Project {
  const root = join(folder, type);
  mkdirSync(root);
  writeFileSync(join(root, 'package.json'), JSON.stringify({ name: 'outside', private: true, type }));
  npm(root, 'install', '--offline', '--no-audit', '--no-fund', '--silent', tarball.file);
  for (const name of BESIDE) {
    mkdirSync(dirname(join(root, 'node_modules', name)), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules', name), join(root, 'node_modules', name));
  }
  return {
    root,
    write: (path, text) => writeFileSync(join(root, path), text),
    node: (...args) => run(root, process.execPath, args),
  };
}

/** A folder that is gone afterwards. */
export function createFolder(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'order-events-package-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

const BESIDE = [
  '@aws-sdk/client-dynamodb',
  '@types/aws-lambda',
  '@types/node',
  'aws-cdk-lib',
  'constructs',
  'typescript',
];

const npm = (cwd: string, ...args: string[]): string => run(cwd, 'npm', args);

function run(cwd: string, command: string, args: readonly string[]): string {
  try {
    return execFileSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    throw new Error(`${command} ${args.join(' ')} failed:\n${stdout}${stderr}`);
  }
}
