import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { LocalStack } from '@order-events/local';
import { printFailure } from './function-bundle';
import { plural, printValue } from './print';

export interface FunctionReloads {
  /** A source has changed. Resolves when what runs is what the sources say, or it is said why not. */
  changed(): Promise<void>;
  /** Removes the code that was made. */
  close(): void;
}

export interface FunctionReloadsOptions {
  readonly stack: Pick<LocalStack, 'functions' | 'reload'>;
  /** Makes the code of a function out of its sources, by the source's name. */
  readonly bundle: (name: string) => Promise<string>;
  /** Gets one line about each change. */
  readonly tell: (line: string) => void;
  /** Milliseconds. */
  readonly now: () => number;
}

/** Reloads the functions whose code has changed; all keep the old one where the sources do not build. */
export function createFunctionReloads({ stack, bundle, tell, now }: FunctionReloadsOptions): FunctionReloads {
  const made: string[] = [];
  let changed = false;
  let running: Promise<void> | undefined;

  async function catchUp(): Promise<void> {
    // What is saved while a bundle is made may be in it, or not.
    while (changed) {
      changed = false;
      await reload().catch((error: unknown) =>
        tell(`not reloaded: ${printFailure(error)}; the old code stays`),
      );
    }
  }

  async function reload(): Promise<void> {
    const began = now();
    const bundled = await Promise.all(
      stack.functions().map(async ({ name, logGroup, directory }) => {
        // The log group is named after the source, the function by CloudFormation.
        const source = basename(logGroup);
        return { name, source, code: await bundle(source), old: readFileSync(codeIn(directory), 'utf8') };
      }),
    );
    const reloaded: string[] = [];
    for (const { name, source, code, old } of bundled) {
      if (code === old) continue;
      const error = await stack.reload(name, folderOf(code));
      if (!error) reloaded.push(source);
      else {
        const why = printValue(`${error.errorType}: ${error.errorMessage}`);
        tell(`${source} is not reloaded, it does not load: ${why}; the old code stays`);
      }
    }
    if (reloaded.length > 0)
      tell(`reloaded ${reloaded.join(', ')} in ${((now() - began) / 1000).toFixed(1)} s`);
    else if (bundled.every(({ code, old }) => code === old))
      tell(`nothing to reload: the code of ${plural(bundled.length, 'function')} is the same`);
  }

  function folderOf(code: string): string {
    const directory = mkdtempSync(join(tmpdir(), 'order-events-reload-'));
    made.push(directory);
    writeFileSync(codeIn(directory), code);
    return directory;
  }

  return {
    changed() {
      changed = true;
      running ??= Promise.resolve()
        .then(catchUp)
        .finally(() => {
          running = undefined;
        });
      return running;
    },
    close() {
      for (const directory of made.splice(0)) rmSync(directory, { recursive: true, force: true });
    },
  };
}

const codeIn = (directory: string): string => join(directory, 'index.js');
