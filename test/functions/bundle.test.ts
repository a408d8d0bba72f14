import { type Bundle, bundle, packageOf } from '../support/bundle';

const KIB = 1024;

const LIMITS = {
  receive: { whole: 350, own: 60 },
  normalize: { whole: 350, own: 60 },
  'daily-totals': { whole: 40, own: 20 },
} as const;
type Name = keyof typeof LIMITS;
const NAMES = Object.keys(LIMITS) as Name[];

const bundles = {} as Record<Name, Bundle>;
beforeAll(async () => {
  for (const name of NAMES) bundles[name] = await bundle(`functions/${name}.ts`);
});

const left = (name: Name) =>
  Object.entries(bundles[name].inputs)
    .filter(([, bytes]) => bytes > 0)
    .map(([path, bytes]) => ({ path, bytes, from: packageOf(path) }));

describe.each(NAMES)('the bundle of %s', (name) => {
  it(`is at most ${LIMITS[name].whole} KiB`, () => {
    expect(bundles[name].bytes / KIB).toBeLessThanOrEqual(LIMITS[name].whole);
  });

  it(`has at most ${LIMITS[name].own} KiB of our own code`, () => {
    const own = left(name).filter(({ from }) => from === undefined);
    expect(own.reduce((sum, { bytes }) => sum + bytes, 0) / KIB).toBeLessThanOrEqual(LIMITS[name].own);
  });

  it('holds no fixture, no test and no code of the stack but the credentials from the environment', () => {
    const foreign = left(name).filter(
      ({ path, from }) => from === undefined && !/^(?:functions|lib)\/(?!.*\/fixtures\/)/.test(path),
    );
    expect(foreign.map(({ path }) => path)).toEqual(
      name === 'daily-totals' ? [] : ['infra/lambda-credentials.ts'],
    );
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
    ['normalize', ['canonicalize', 'currency-codes', 'first-match', 'nub', 'valibot']],
    ['daily-totals', ['valibot']],
  ] as const)('%s has nothing else but, at most, %j', (name, others: readonly string[]) => {
    expect(packagesOf(name).filter((from) => !isSdk(from) && !others.includes(from))).toEqual([]);
  });

  it.each(['receive', 'normalize'] as const)('%s looks for credentials in one place', (name) => {
    const providers = packagesOf(name).filter((from) => from.includes('credential-provider'));
    expect(providers).toEqual(['@aws-sdk/credential-provider-env']);
  });
});
