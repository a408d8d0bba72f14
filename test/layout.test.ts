import { providers } from '../lib/providers';
import {
  everywhere,
  importsOf,
  reachableFrom,
  sources,
  textOf,
  valueImportsOf,
} from './support/import-graph';
import { trackedFiles } from './support/tracked-files';

const graph = new Map(sources.map((path) => [path, importsOf(path)]));

/** Imports of files that `from` picks, by importer. */
const importsFrom = (from: RegExp) =>
  [...graph]
    .filter(([path]) => from.test(path))
    .flatMap(([path, targets]) => targets.map((to) => [path, to] as const));

/** Where `from` looks although it may not, as readable lines. */
const wrong = (from: RegExp, may: (to: string, path: string) => boolean): string[] =>
  importsFrom(from)
    .filter(([path, to]) => !may(to, path))
    .map(([path, to]) => `${path} → ${to}`);

/** Imports of these files, tests too. */
const arrows = (paths: readonly string[]) =>
  paths.flatMap((path) => importsOf(path).map((to) => [path, to] as const));

const isPackage = (to: string) => !sources.includes(to) && !/^(?:functions|infra|lib|test)\//.test(to);
const PROVIDER = /^lib\/providers\/([^/]+)\//;

const tracked = trackedFiles();

/** The names in a folder: of folders with a slash. */
const namesIn = (folder: string): string[] => {
  const inside = tracked.filter((path) => path.startsWith(folder)).map((path) => path.slice(folder.length));
  return [...new Set(inside.map((path) => path.replace(/\/.*/, '/')))];
};
const foldersIn = (folder: string) =>
  namesIn(folder)
    .filter((name) => name.endsWith('/'))
    .map((name) => name.slice(0, -1))
    .sort();

describe('the tree', () => {
  it('has four folders, and beside them what a project has', () => {
    const shown = namesIn('').filter((name) => !name.startsWith('.'));
    expect(shown.sort()).toEqual([
      'CHANGELOG.md',
      'CONTRIBUTING.md',
      'LICENSE',
      'README.md',
      'RUNBOOK.md',
      'SECURITY.md',
      'cdk.json',
      'functions/',
      'infra/',
      'lib/',
      'package-lock.json',
      'package.json',
      'test/',
      'tsconfig.json',
    ]);
  });

  it.each([
    ['lib/', ['mapping', 'order', 'providers', 'reading', 'schema', 'subscriber']],
    ['lib/providers/', providers.map(({ name }) => name).sort()],
    ['functions/', ['aws']],
    ['infra/', ['cli', 'contract', 'eventbridge', 'local', 'package', 'stack']],
    [
      'infra/cli/',
      ['audit', 'console', 'dlq', 'endpoints', 'logs', 'provider-template', 'reconcile', 'smoke', 'trace'],
    ],
    ['infra/stack/', ['policies']],
  ])('of %s has the folders %j', (folder, expected) => {
    expect(foldersIn(folder)).toEqual(expected);
  });

  it('has in test/ a folder for each kind of test, and for each folder that is tested', () => {
    const kinds = [
      'bench',
      'contract',
      'contract-pack',
      'end-to-end',
      'model',
      'mutation',
      'package',
      'simulation',
      'soak',
      'support',
    ];
    const tested = ['cli', 'eventbridge', 'functions', 'infra', 'lib'];
    expect(foldersIn('test/').filter((name) => ![...kinds, ...tested].includes(name))).toEqual([]);
  });
});

describe('the rooms', () => {
  it('are all seen here', () => {
    expect(sources.length).toBeGreaterThan(100);
    expect(importsFrom(/./).length).toBeGreaterThan(300);
    expect(importsFrom(/./).filter(([, to]) => to.startsWith('?'))).toEqual([]);
  });

  it('lib looks at nothing but itself, Node.js and the packages that it argues for', () => {
    const packages = ['canonicalize', 'currency-codes', 'i18n-iso-countries', 'valibot'];
    expect(
      wrong(/^lib\//, (to) => to.startsWith('lib/') || to.startsWith('node:') || packages.includes(to)),
    ).toEqual([]);
  });

  it('what a subscriber imports needs nothing of Node.js or AWS', () => {
    const needed = reachableFrom('lib/subscriber/index.ts', valueImportsOf);
    expect(needed.filter((to) => isPackage(to))).toEqual(['valibot']);
  });

  it('functions look at lib, the SDK and Node.js, not at the stack', () => {
    expect(wrong(/^functions\//, (to) => !/^(?:infra|test)\//.test(to) && !to.startsWith('aws-cdk'))).toEqual(
      [],
    );
  });

  it('the stack looks at the contract that it publishes, and at nothing of the commands and of the local stack', () => {
    expect(wrong(/^infra\/stack\//, (to) => !/^(?:test|infra\/(?!stack\/|contract\/))/.test(to))).toEqual([]);
  });

  it('functions reach AWS through their adapters alone', () => {
    expect(wrong(/^functions\/(?!aws\/)/, (to) => !to.startsWith('@aws-sdk/'))).toEqual([]);
    expect(wrong(/^functions\/aws\//, (to) => isPackage(to) || /^(?:functions\/aws|lib)\//.test(to))).toEqual(
      [],
    );
  });

  it('one adapter reaches one service', () => {
    const clients = importsFrom(/^functions\/aws\//).filter(([, to]) => to.startsWith('@aws-sdk/'));
    expect(new Set(clients.map(([, to]) => to)).size).toBe(clients.length);
  });

  it('no provider knows another', () => {
    const nameOf = (path: string) => PROVIDER.exec(path)?.[1];
    expect(wrong(PROVIDER, (to, path) => nameOf(to) === undefined || nameOf(to) === nameOf(path))).toEqual(
      [],
    );
  });

  it('only the registry knows the providers', () => {
    expect(wrong(/^(?!lib\/providers\/)/, (to) => !PROVIDER.test(to))).toEqual([]);
  });

  it('the contract is made of lib, and of what is known of EventBridge', () => {
    const below = /^(?:infra\/(?:contract|eventbridge)\/|lib\/)/;
    expect(wrong(/^infra\/contract\//, (to) => below.test(to) || isPackage(to))).toEqual([]);
  });

  it('what is known of EventBridge stands below the commands and the local stack, and needs neither', () => {
    expect(wrong(/^infra\/eventbridge\//, (to) => /^(?:infra\/eventbridge\/|node:)/.test(to))).toEqual([]);
  });

  it('the local stack knows the template, and nothing of what it runs; its tests neither', () => {
    const below = /^infra\/(?:local\/|eventbridge\/|loopback\.ts$)/;
    const all = everywhere.filter((path) => path.startsWith('infra/local/'));
    expect(arrows(all).filter(([, to]) => !below.test(to) && !isPackage(to))).toEqual([]);
  });

  it('everybody else comes to the local stack by its name', () => {
    const others = everywhere.filter((path) => !path.startsWith('infra/local/'));
    expect(arrows(others).filter(([, to]) => to.startsWith('infra/local/'))).toEqual([]);
  });

  it('only npm start loads the local stack; the other commands talk to whatever runs', () => {
    const loading = sources.filter((path) =>
      reachableFrom(path, valueImportsOf).includes('@order-events/local'),
    );
    expect(loading).toEqual(['infra/cli/assembly.ts', 'infra/cli/start.ts']);
  });

  it('nothing that is deployed looks at a test', () => {
    expect(wrong(/./, (to) => !to.startsWith('test/'))).toEqual([]);
  });

  it('nobody is needed by somebody that it needs', () => {
    expect(sources.filter((path) => reachableFrom(path, valueImportsOf).includes(path))).toEqual([]);
  });
});

describe("a provider's name", () => {
  const elsewhere = everywhere.filter((path) => !path.startsWith('lib/providers/'));
  // As code says it: `some-shop`, `someShop`, `SomeShop`, `Some Shop`, `SOME_SHOP`.
  const patterns = providers.map(({ name }) => new RegExp(name.replaceAll('-', '[-_ ]?'), 'i'));

  it.each(providers.map(({ name }, i) => [name, patterns[i] as RegExp]))(
    '%s is said by its own folder and the registry alone, and by no test of all',
    (_, pattern) => {
      expect(elsewhere.length).toBeGreaterThan(300);
      expect(elsewhere.filter((path) => pattern.test(textOf(path)))).toEqual([]);
    },
  );
});

describe('the project', () => {
  it('speaks of itself only', () => {
    const outside = ['..', 'shared'].join('/');
    expect(tracked.length).toBeGreaterThan(100);
    expect(tracked.filter((path) => textOf(path).includes(outside))).toEqual([]);
  });
});
