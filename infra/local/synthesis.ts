import { type ChildProcess, spawn } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
} from 'node:fs';
import { delimiter, join } from 'node:path';

/** Assemblies that were not used for a week, other than the newest few, are thrown away. */
const KEEP_NEWEST = 5;
const KEEP_MILLISECONDS = 7 * 24 * 60 * 60 * 1000;

export interface SynthesisOptions {
  /** The project's folder, where `cdk.json` is. */
  readonly root: string;
  /** Files and folders, relative to the root, whose content decides what is synthesised. */
  readonly sources: readonly string[];
  /** Assemblies are kept in `node_modules/.cache/<cacheName>`. */
  readonly cacheName: string;
  /** Context beside that of `cdk.json`. */
  readonly context?: Readonly<Record<string, unknown>>;
  /** Called before the app is run, which takes a while. */
  readonly onRun?: () => void;
}

/**
 * Runs the app of `cdk.json`, unless the same sources were synthesised before.
 *
 * @returns the cloud assembly's directory
 * @throws Error with what the app wrote, where it fails
 */
export async function synthesise(options: SynthesisOptions): Promise<string> {
  const cache = join(options.root, 'node_modules', '.cache', options.cacheName);
  const assembly = join(cache, sourceHash(options));
  if (existsSync(join(assembly, 'manifest.json'))) {
    // In use: the next clean-up leaves it alone.
    utimesSync(assembly, new Date(), new Date());
    return assembly;
  }

  options.onRun?.();
  // Of this process alone until it is complete: others may be starting at the same time.
  const draft = join(cache, `draft-${randomUUID()}`);
  mkdirSync(draft, { recursive: true });
  try {
    await runApp(options, draft);
    if (!existsSync(join(draft, 'manifest.json'))) {
      throw new Error('cdk.json: the app ended without writing an assembly: is there an app.synth() in it?');
    }
    moveInto(assembly, draft);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
  removeOld(cache);
  return assembly;
}

function sourceHash({ root, sources, context = {} }: SynthesisOptions): string {
  const hash = createHash('sha256').update(JSON.stringify(context)).update(process.version);
  for (const source of ['cdk.json', ...sources]) {
    for (const file of filesOf(root, source)) {
      const content = readFileSync(join(root, file));
      hash.update(`${file}\0${content.length}\0`).update(content);
    }
  }
  return hash.digest('hex').slice(0, 32);
}

function filesOf(root: string, path: string): string[] {
  const found = statSync(join(root, path), { throwIfNoEntry: false });
  if (!found) return [];
  if (!found.isDirectory()) return [path];
  return readdirSync(join(root, path))
    .filter((name) => name !== 'node_modules')
    .sort()
    .flatMap((name) => filesOf(root, `${path}/${name}`));
}

function runApp({ root, context = {} }: SynthesisOptions, output: string): Promise<void> {
  const cdk = JSON.parse(readFileSync(join(root, 'cdk.json'), 'utf8')) as {
    app: string;
    context?: Record<string, unknown>;
  };
  const child: ChildProcess = spawn(cdk.app, {
    cwd: root,
    shell: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      PATH: [join(root, 'node_modules', '.bin'), process.env.PATH ?? ''].join(delimiter),
      CDK_OUTDIR: output,
      // Nothing is deployed from here: validation, which takes most of the time, is for `cdk synth` and `cdk deploy`.
      CDK_VALIDATION: 'false',
      CDK_CONTEXT_JSON: JSON.stringify({ ...cdk.context, ...context }),
    },
  });
  let written = '';
  const collect = (chunk: Buffer) => {
    written += chunk.toString();
  };
  child.stdout?.on('data', collect);
  child.stderr?.on('data', collect);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => {
      if (code === 0) resolve();
      else reject(new Error(`"${cdk.app}" ended with ${code ?? signal}:\n${written.trim()}`));
    });
  });
}

function moveInto(assembly: string, draft: string): void {
  try {
    renameSync(draft, assembly);
  } catch (error) {
    // Somebody else was faster, with the same sources.
    if (!existsSync(join(assembly, 'manifest.json'))) throw error;
  }
}

function removeOld(cache: string): void {
  const assemblies = readdirSync(cache)
    .map((name) => join(cache, name))
    .flatMap((path) => {
      const found = statSync(path, { throwIfNoEntry: false });
      return found ? [{ path, used: found.mtimeMs }] : [];
    })
    .sort((a, b) => b.used - a.used);
  for (const { path, used } of assemblies.slice(KEEP_NEWEST)) {
    if (used < Date.now() - KEEP_MILLISECONDS) rmSync(path, { recursive: true, force: true });
  }
}
