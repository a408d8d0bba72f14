import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { secretNameOf } from '../../lib/names';
import type { Provider } from '../../lib/provider';
import { providers } from '../../lib/providers';
import { kitOf } from '../../lib/providers/kits';
import { run } from '../support/command';
import { firstEndpoint, inRoot } from '../support/running-stack';

jest.setTimeout(120_000);

const readme = readFileSync(inRoot('README.md'), 'utf8');

/** The dialogues that the README shows: each command with what it printed. */
const dialogues = [...readme.matchAll(/```console\n([\s\S]*?)```/g)].map(([, text = '']) =>
  text
    .split(/^\$ /m)
    .slice(1)
    .map((step) => {
      const [command = '', ...output] = step.split('\n');
      return { command, output: output.join('\n') };
    }),
);

/** One that encrypts, in a layout that can be pinned wrongly. */
const provider = providers.find(({ decrypt }) => decrypt) as Provider;
const [endpoint, entry] = firstEndpoint(provider);
const otherLayout = Object.values(kitOf(provider).endpoints).find(({ layout }) => layout)?.layout;

it('shows the way from a broken delivery to its replay as the program prints it', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'order-events-')), 'endpoints.json');
  writeFileSync(file, JSON.stringify({ [provider.name]: { [endpoint]: { ...entry, layout: otherLayout } } }));

  const start = run('infra/cli/start.ts', [], { PORT: '0', AWS_PORT: '0', ENDPOINTS: file });
  try {
    const [, url = '', awsUrl = ''] = await start.prints(/ready: webhooks on (http:\S+), AWS on (http:\S+)/);
    const env = { AWS_PORT: new URL(awsUrl).port };
    const send = run('infra/cli/send.ts', [provider.name, '--url', url]);
    expect(await send.ended).toBe(0);
    const [id = ''] = /[0-9a-f]{64}/.exec(send.output()) ?? [];
    await start.prints(/dead-lettered .*\n +UNDECRYPTABLE/);

    const [broken = [], repaired = []] = dialogues;
    expect([dialogues.length, broken.length, repaired.length]).toEqual([2, 2, 3]);
    await talk(broken, id, env);

    const secrets = new SecretsManagerClient({
      endpoint: awsUrl,
      region: 'us-east-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    });
    await secrets.send(
      new PutSecretValueCommand({
        SecretId: secretNameOf(provider.name),
        SecretString: JSON.stringify({ [endpoint]: entry }),
      }),
    );
    secrets.destroy();
    await talk(repaired, id, env);
    await start.prints(new RegExp(`published +${id.slice(0, 12)}`));
  } finally {
    start.child.kill('SIGTERM');
    await start.ended;
  }
});

async function talk(
  dialogue: readonly { command: string; output: string }[],
  id: string,
  env: Readonly<Record<string, string>>,
): Promise<void> {
  for (const { command, output } of dialogue) {
    const [, args = ''] = /^npm run -s dlq -- (.+)$/.exec(command) ?? [];
    const dlq = run(
      'infra/cli/dlq/main.ts',
      args.replace(/\b[0-9a-f]{12}\b/, id.slice(0, 12)).split(' '),
      env,
    );
    expect(await dlq.ended).toBe(0);
    // What it tells on the side, to people only, is not in the README.
    const printed = dlq.output().replace(/^talking to .*\n/m, '');
    expect([command, comparable(printed)]).toEqual([command, comparable(output)]);
  }
}

/** Ids, numbers of orders and ages differ from run to run. */
const comparable = (text: string): string =>
  text
    .replace(/\b[0-9a-f]{64}\b/g, '<id>')
    .replace(/\b[0-9a-f]{12}\b/g, '<id…>')
    .replace(new RegExp(`(${provider.name}:${entry.account}:)\\d+`, 'g'), '$1<number>')
    .replace(/\b\d+s\b/g, '<age>')
    .replace(/since \d\d:\d\d UTC/g, 'since <time>')
    .replace(/in \d+ queues/g, 'in all queues')
    .replace(/ +/g, ' ')
    .trim();
