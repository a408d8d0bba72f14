import { execFile, execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readArguments, readCount, refuseWords } from '../../infra/cli/arguments';
import { runCommand } from '../../infra/cli/exit';
import { ROOT } from '../../infra/cli/paths';

const CALL = 'npm run model --';
const USAGE = `Checks the model of the protocol (test/model/pipeline.qnt) with Quint: as it is, no trace may break a law; with
each of the faults built in, one has to. The first call installs Quint beside the model.

  npm run model -- [--samples 2000] [--steps 30] [--seed 1] [--json]

Exit code 0 if all is so, 1 if a law is broken or a fault not found, 2 if the arguments are wrong.
`;

const FOLDER = join(ROOT, 'test', 'model');
const QUINT = join(FOLDER, 'node_modules', '@informalsystems', 'quint', 'dist', 'src', 'cli.js');
const INSTANCES = 'instances.qnt';
/** The instance without a fault. */
const HONEST = 'honest';

interface Checked {
  readonly instance: string;
  readonly violated: boolean;
  readonly ok: boolean;
}

async function main(): Promise<number> {
  const { values, positionals } = readArguments(CALL, {
    samples: { type: 'string', default: '2000' },
    steps: { type: 'string', default: '30' },
    seed: { type: 'string', default: '1' },
    json: { type: 'boolean', default: false },
  });
  refuseWords(CALL, positionals);
  if (values.help) {
    process.stdout.write(USAGE);
    return 0;
  }
  const [samples, steps, seed] = [
    readCount('--samples', values.samples, 1),
    readCount('--steps', values.steps, 1),
    readCount('--seed', values.seed, 0),
  ];
  if (!existsSync(QUINT)) {
    process.stderr.write('installing Quint\n');
    execFileSync('npm', ['ci', '--silent'], {
      cwd: FOLDER,
      stdio: ['ignore', 'ignore', 'inherit'],
      shell: true,
    });
  }
  const checked: Checked[] = [];
  for (const instance of instances()) {
    const violated = await isViolated(instance, { samples, steps, seed });
    const ok = violated === (instance !== HONEST);
    checked.push({ instance, violated, ok });
    const outcome = violated ? 'a law is broken' : `no law is broken in ${samples} traces of ${steps} steps`;
    if (!values.json) process.stdout.write(`${ok ? 'ok  ' : 'FAIL'} ${instance}: ${outcome}\n`);
  }
  if (values.json) process.stdout.write(`${JSON.stringify(checked, null, 2)}\n`);
  return checked.every(({ ok }) => ok) ? 0 : 1;
}

/** The honest one first. */
const instances = (): string[] =>
  [...readFileSync(join(FOLDER, INSTANCES), 'utf8').matchAll(/^module (\w+)/gm)].map(([, name = '']) => name);

function isViolated(
  instance: string,
  { samples, steps, seed }: Readonly<Record<'samples' | 'steps' | 'seed', number>>,
): Promise<boolean> {
  const args = ['run', '--backend=typescript', `--main=${instance}`, '--invariant=laws', '--verbosity=1'];
  const limits = [`--max-samples=${samples}`, `--max-steps=${steps}`, `--seed=${seed}`, INSTANCES];
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [QUINT, ...args, ...limits], { cwd: FOLDER }, (_, out, err) => {
      if (out.includes('[violation]')) resolve(true);
      else if (out.includes('[ok]')) resolve(false);
      else reject(new Error(`quint could not check ${instance}: ${`${out}${err}`.slice(0, 2_000)}`));
    });
  });
}

void runCommand(main);
