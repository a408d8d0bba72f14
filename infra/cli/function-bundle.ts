import { type BuildFailure, build } from 'esbuild';
import { esbuildOptions } from '../stack/bundling';
import { printError, printValue } from './print';

/**
 * The code of `functions/<name>.ts` as the stack has it, without a synthesis.
 * @throws BuildFailure of esbuild, for {@link printFailure}
 */
export async function bundleFunction(name: string): Promise<string> {
  const { outputFiles } = await build({
    ...esbuildOptions(`functions/${name}.ts`),
    outfile: 'index.js',
    write: false,
    logLevel: 'silent',
  });
  return outputFiles.map(({ text }) => text).join('');
}

/** The first error of a build in one line: where it is and what is wrong. */
export function printFailure(error: unknown): string {
  const [first, ...others] = isBuildFailure(error) ? error.errors : [];
  if (!first) return printValue(printError(error));
  const { location, text } = first;
  const place = location ? `${location.file}:${location.line}:${location.column + 1}: ` : '';
  return printValue(`${place}${text}${others.length > 0 ? ` (and ${others.length} more)` : ''}`);
}

const isBuildFailure = (error: unknown): error is BuildFailure =>
  error instanceof Error && 'errors' in error && Array.isArray(error.errors);
