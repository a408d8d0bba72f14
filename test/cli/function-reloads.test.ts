import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleFunction } from '../../infra/cli/function-bundle';
import { createFunctionReloads, type FunctionReloadsOptions } from '../../infra/cli/function-reloads';
import { watchSources } from '../../infra/cli/source-watch';

type Stack = FunctionReloadsOptions['stack'];
type Definition = ReturnType<Stack['functions']>[number];

const folders: string[] = [];
const newFolder = () => {
  const folder = mkdtempSync(join(tmpdir(), 'reloads-'));
  folders.push(folder);
  return folder;
};
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** A stack that runs `receive` and `normalize`; code with `throw` in it does not load. */
function runningStack() {
  const running = new Map<string, Definition>();
  const stack: Stack = {
    functions: () => [...running.values()],
    async reload(name, directory) {
      const found = running.get(name);
      if (readFileSync(join(directory, 'index.js'), 'utf8').includes('throw'))
        return { errorType: 'Error', errorMessage: 'thrown\nat its top' };
      if (found) running.set(name, { ...found, directory });
      return undefined;
    },
  };
  for (const source of ['receive', 'normalize']) {
    const name = `Stack-${source}-0A1B`;
    const directory = newFolder();
    writeFileSync(join(directory, 'index.js'), `${source} 1`);
    running.set(name, {
      ...{ name, directory, arn: '', logGroup: `/order-events/${source}`, handler: 'index.handler' },
      ...{ runtime: 'nodejs24.x', timeoutSeconds: 1, memoryMegabytes: 128, environment: {} },
    });
  }
  const code = () =>
    stack.functions().map(({ directory }) => readFileSync(join(directory, 'index.js'), 'utf8'));
  return { stack, code };
}

/** What becomes of it when the sources bundle to this. */
function reloadsOf(bundle: (name: string) => Promise<string>) {
  const { stack, code } = runningStack();
  const told: string[] = [];
  let time = 0;
  const now = () => {
    time += 400;
    return time;
  };
  const reloads = createFunctionReloads({ stack, bundle, tell: (line) => told.push(line), now });
  return { reloads, told, code, stack };
}

describe('reloading the functions', () => {
  it('reloads those whose code has changed, and says so', async () => {
    const { reloads, told, code } = reloadsOf(async (name) => `${name} ${name === 'normalize' ? 2 : 1}`);
    await reloads.changed();
    expect(told).toEqual(['reloaded normalize in 0.4 s']);
    expect(code()).toEqual(['receive 1', 'normalize 2']);
    await reloads.changed();
    expect(told.slice(1)).toEqual(['nothing to reload: the code of 2 functions is the same']);
    reloads.close();
  });

  it('keeps all of the old code where a source does not build', async () => {
    const { reloads, told, code } = reloadsOf(async (name) =>
      name === 'normalize' ? bundleFunction('no-such-function') : `${name} 2`,
    );
    await reloads.changed();
    expect(told).toEqual([
      expect.stringMatching(/^not reloaded: .*functions\/no-such-function\.ts.*; the old code stays$/),
    ]);
    expect(code()).toEqual(['receive 1', 'normalize 1']);
  });

  it('keeps the old code of a function whose new code does not load', async () => {
    const { reloads, told, code } = reloadsOf(async (name) => (name === 'receive' ? 'throw' : `${name} 2`));
    await reloads.changed();
    expect(told).toEqual([
      'receive is not reloaded, it does not load: Error: thrown\\u000aat its top; the old code stays',
      'reloaded normalize in 0.4 s',
    ]);
    expect(code()).toEqual(['receive 1', 'normalize 2']);
    reloads.close();
  });

  it('builds once more for whatever is saved during a build', async () => {
    let saved = 1;
    const { reloads, told, code } = reloadsOf(async (name) => {
      const built = `${name} ${saved}`;
      if (name === 'normalize' && saved < 3) {
        saved++;
        void reloads.changed();
        void reloads.changed();
      }
      return built;
    });
    await reloads.changed();
    expect(code()).toEqual(['receive 3', 'normalize 3']);
    expect(told).toHaveLength(3);
    reloads.close();
  });

  it('leaves no folder behind', async () => {
    const { reloads, stack } = reloadsOf(async (name) => `${name} 2`);
    await reloads.changed();
    const made = stack.functions().map(({ directory }) => directory);
    expect(made.map(existsSync)).toEqual([true, true]);
    reloads.close();
    expect(made.map(existsSync)).toEqual([false, false]);
  });
});

describe('watching the sources', () => {
  it('sees a file that is saved in a folder below', async () => {
    const folder = newFolder();
    mkdirSync(join(folder, 'below'));
    let changed = () => {};
    const seen = new Promise<void>((resolve) => {
      changed = resolve;
    });
    const stop = watchSources([folder], () => changed());
    writeFileSync(join(folder, 'below', 'a.ts'), '');
    await seen;
    stop();
  });
});
