import { providers } from '../../lib/providers';
import { type Bundle, bundle, packageOf } from '../support/bundle';

const KIB = 1024;

/** KiB: of the whole bundle, of our own code that all providers share, and of each provider's part. */
const LIMITS = {
  receive: { whole: 350, shared: 30, provider: 10 },
  normalize: { whole: 350, shared: 60, provider: 25 },
  'daily-totals': { whole: 40, shared: 20, provider: 0 },
} as const;
type Name = keyof typeof LIMITS;
const NAMES = Object.keys(LIMITS) as Name[];

const bundles = {} as Record<Name, Bundle>;
beforeAll(async () => {
  for (const name of NAMES) bundles[name] = await bundle(`functions/${name}.ts`);
}, 60_000);

const left = (name: Name) =>
  Object.entries(bundles[name].inputs)
    .filter(([, bytes]) => bytes > 0)
    .map(([path, bytes]) => ({ path, bytes, from: packageOf(path) }));

/** Our own code by provider, and what none of them has to itself. */
function ownKibOf(name: Name): Record<string, number> {
  const kib: Record<string, number> = {};
  for (const { path, bytes } of left(name).filter(({ from }) => from === undefined)) {
    const part = /^lib\/providers\/([^/]+)\//.exec(path)?.[1] ?? 'shared';
    kib[part] = (kib[part] ?? 0) + bytes / KIB;
  }
  return Object.fromEntries(Object.entries(kib).sort());
}

describe.each(NAMES)('the bundle of %s', (name) => {
  it(`is at most ${LIMITS[name].whole} KiB`, () => {
    expect(bundles[name].bytes / KIB).toBeLessThanOrEqual(LIMITS[name].whole);
  });

  it(`has at most ${LIMITS[name].shared} KiB that providers share, and ${LIMITS[name].provider} for any of them`, () => {
    const { shared = 0, ...parts } = ownKibOf(name);
    expect(shared).toBeGreaterThan(0);
    expect(shared).toBeLessThanOrEqual(LIMITS[name].shared);
    expect(Object.keys(parts)).toEqual(name === 'daily-totals' ? [] : providers.map((it) => it.name).sort());
    for (const part of Object.values(parts)) expect(part).toBeLessThanOrEqual(LIMITS[name].provider);
  });

  it('holds no fixture, no sample, no test and no code of the stack but the credentials from the environment', () => {
    const foreign = left(name).filter(
      ({ path, from }) =>
        from === undefined && !/^(?:functions|lib)\/(?!.*\/(?:fixtures|test|bench)\/|.*\/sample)/.test(path),
    );
    expect(foreign.map(({ path }) => path)).toEqual(
      name === 'daily-totals' ? [] : ['infra/stack/lambda-credentials.ts'],
    );
  });

  it('needs, at any remove, nothing but lib, functions and packages', () => {
    const needed = Object.keys(bundles[name].imports).filter((path) => packageOf(path) === undefined);
    const own = /^(?:functions|lib)\/(?!.*\/(?:fixtures|test)\/)|^infra\/stack\/lambda-credentials\.ts$/;
    expect(needed.filter((path) => !own.test(path))).toEqual([]);
  });
});

describe("a provider's folder", () => {
  const filesIn = (name: Name) =>
    left(name).flatMap(({ path }) => /^lib\/providers\/[^/]+\/([^/]+)\.ts$/.exec(path)?.[1] ?? []);

  it('leaves no mapping in receive', () => {
    expect(filesIn('receive')).toContain('signature');
    expect(filesIn('receive').filter((file) => /^(?:reader|schema|map|words)/.test(file))).toEqual([]);
    expect(left('receive').filter(({ path }) => /^lib\/(?:order|mapping|reading)\//.test(path))).toEqual([]);
  });

  it('leaves no cryptography in normalize', () => {
    expect(filesIn('normalize')).toContain('map');
    expect(
      filesIn('normalize').filter((file) =>
        /^(?:receiver|signature|encryption|endpoint|envelope)/.test(file),
      ),
    ).toEqual([]);
  });
});

describe('packages', () => {
  const packagesOf = (name: Name) => [
    ...new Set(left(name).flatMap(({ from }) => (from === undefined ? [] : [from]))),
  ];
  const isSdk = (from: string) => /^@(?:aws-sdk|aws|smithy)\//.test(from);

  it.each([
    ['receive', ['@aws-sdk/client-sqs', '@aws-sdk/client-secrets-manager']],
    ['normalize', ['@aws-sdk/client-sqs', '@aws-sdk/client-eventbridge']],
    ['daily-totals', []],
  ] as const)('%s has the clients of the services that it calls, and no other', (name, clients) => {
    const found = packagesOf(name).filter((from) => from.startsWith('@aws-sdk/client-'));
    expect(found.sort()).toEqual([...clients].sort());
  });

  it.each([
    ['receive', ['currency-codes', 'first-match', 'nub', 'valibot']],
    ['normalize', ['currency-codes', 'first-match', 'i18n-iso-countries', 'nub', 'valibot']],
    ['daily-totals', ['valibot']],
  ] as const)('%s has nothing else but, at most, %j', (name, others: readonly string[]) => {
    expect(packagesOf(name).filter((from) => !isSdk(from) && !others.includes(from))).toEqual([]);
  });

  it.each(['receive', 'normalize'] as const)('%s looks for credentials in one place', (name) => {
    const providers = packagesOf(name).filter((from) => from.includes('credential-provider'));
    expect(providers).toEqual(['@aws-sdk/credential-provider-env']);
  });
});
