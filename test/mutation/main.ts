import { spawnSync } from 'node:child_process';
import { ROOT, textOf } from '../support/import-graph';
import { type Mutant, mutants } from './mutants';

/** Longer is a mutant that hangs, which is noticed too. */
const LONGEST_MS = 180_000;

/** Breaks the code in one way after the other, and ends with 1 if no test notices one of them. */
function main(wanted = ''): number {
  const chosen = mutants().filter(({ file }) => file.includes(wanted));
  const survivors = chosen.filter((mutant) => {
    if (textOf(mutant.file).split(mutant.from).length !== 2)
      throw new Error(`${mutant.file} does not hold this once: ${mutant.from}`);
    const noticed = isNoticed(mutant);
    process.stdout.write(
      `${noticed ? 'noticed ' : 'SURVIVED'}  ${mutant.file}: ${mutant.from} → ${mutant.to}\n`,
    );
    return !noticed;
  });
  process.stdout.write(`${chosen.length} mutants, ${survivors.length} survived\n`);
  return survivors.length > 0 ? 1 : 0;
}

/** The sources stay as they are: Jest's transform breaks the file on its way into the test. */
function isNoticed({ tests, ...mutation }: Mutant): boolean {
  const args = ['--selectProjects', 'unit', '--no-cache', '--bail', '--silent', ...tests];
  const { status } = spawnSync(process.execPath, ['node_modules/jest/bin/jest.js', ...args], {
    cwd: ROOT,
    env: { ...process.env, MUTATION: JSON.stringify(mutation) },
    stdio: 'ignore',
    timeout: LONGEST_MS,
  });
  return status !== 0;
}

process.exitCode = main(process.argv[2]);
