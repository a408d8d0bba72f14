import { join } from 'node:path';

const ROOT = join(__dirname, '..', '..');

/** Which part of the providers' folders a bundle holds, by its entry: see `imports` in `package.json`. */
const PARTS: Readonly<Record<string, 'receiver' | 'reader'>> = {
  'functions/receive.ts': 'receiver',
  'functions/normalize.ts': 'reader',
};
const MAIN_FIELDS = ['module', 'main'];
/** Lambda's credentials are in its environment: the SDK's whole chain of other places is not needed. */
const ALIAS = { '@aws-sdk/credential-provider-node': './infra/stack/lambda-credentials.ts' };

/**
 * How a function is bundled, for esbuild. The SDK is inside: the version that was tested, and less to load than the
 * runtime's own. No kept names (7 % more to load) and no source map: a dead letter is explained from the sources.
 * @param entry path of the source from the repository's root
 */
export const esbuildOptions = (entry: string) => ({
  absWorkingDir: ROOT,
  entryPoints: [entry],
  bundle: true as const,
  platform: 'node' as const,
  target: 'node24',
  format: 'cjs' as const,
  mainFields: MAIN_FIELDS,
  conditions: conditionsOf(entry),
  alias: ALIAS,
  minify: true,
});

/** esbuild's own `module` has to be said again where conditions are given. */
function conditionsOf(entry: string): string[] {
  const part = PARTS[entry];
  return part === undefined ? ['module'] : [part, 'module'];
}
