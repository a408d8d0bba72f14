import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { compareBuilds } from '../../infra/cli/dlq/compare-builds';
import { ROOT } from '../../infra/cli/paths';
import { buildIdOf } from '../../infra/stack/build-id';

const write = (files: Readonly<Record<string, string>>): string => {
  const root = mkdtempSync(join(tmpdir(), 'order-events-'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
};
const SOURCES = { 'functions/a.ts': '1', 'lib/deep/b.ts': '2', 'package-lock.json': '{}' };

describe('a build id', () => {
  const id = buildIdOf(write(SOURCES));

  it('is the same for the same sources, wherever they are', () => {
    expect(id).toMatch(/^[0-9a-f]{12}$/);
    expect(buildIdOf(write({ ...SOURCES, 'lib/deep/test/b.test.ts': 'x', 'README.md': 'y' }))).toBe(id);
    expect(buildIdOf(ROOT)).toMatch(/^[0-9a-f]{12}$/);
  });

  it.each([[{ 'functions/a.ts': '9' }], [{ 'package-lock.json': '{"a":1}' }], [{ 'lib/c.ts': '2' }]])(
    'is another with %j',
    (changed) => {
      expect(buildIdOf(write({ ...SOURCES, ...changed }))).not.toBe(id);
    },
  );

  it('is none where the sources are not', () => {
    expect(buildIdOf(write({ 'lib/a.ts': '' }))).toBeUndefined();
  });
});

it.each([
  ['a', 'a'],
  [undefined, 'a'],
  ['a', undefined],
])('says nothing of builds %j and %j', (here, deployed) => {
  expect(compareBuilds(here, deployed)).toBeUndefined();
});

it('warns where another build is deployed than explains', () => {
  expect(compareBuilds('aaa', 'bbb')).toContain('the code here is aaa, and bbb is deployed');
});
