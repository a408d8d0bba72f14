import { mkdtempSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClients } from '../../infra/cli/clients';
import { keepDeadLetters, restoreDeadLetters } from '../../infra/cli/kept-dead-letters';
import { closing } from '../support/closing';
import { deadLetter, delivery } from './dlq/dead-letters';
import { DEAD, openWorld, RULE_DEAD } from './dlq/world';

const warn = (text: string) => {
  throw new Error(text);
};

/** A stack that has just been started, and what keeps its dead letters. */
async function open(file: string) {
  const world = await openWorld();
  closing(world.close);
  const client = {
    endpoint: world.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  };
  const clients = createClients(client);
  const place = { label: 'a test', name: 'order-events', client, nearby: true, queues: 'by name' } as const;
  return { world, keeping: { file, clients, place, warn } };
}

it('keeps dead letters over a restart, with their group, attributes and the moment at which they died', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'order-events-')), 'kept', 'dead-letters.jsonl');
  const before = await open(file);
  expect(await restoreDeadLetters(before.keeping)).toBe(0);
  const dead = deadLetter(delivery().body);
  await before.world.send(DEAD, dead);
  await before.world.send(RULE_DEAD, {
    body: '{"detail":{}}',
    attributes: { RULE_ARN: 'rule', TARGET_ARN: 'target' },
  });
  expect(await keepDeadLetters(before.keeping)).toBe(2);
  expect(statSync(file).mode & 0o077).toBe(0);
  // Looking at them took none away.
  expect(await before.world.depth(DEAD)).toEqual([1, 0]);

  const after = await open(file);
  expect(await restoreDeadLetters(after.keeping)).toBe(2);
  expect(await after.world.drain(DEAD)).toMatchObject([{ body: dead.body, group: dead.group }]);
  expect((await after.world.drain(RULE_DEAD)).map((one) => one.body)).toEqual(['{"detail":{}}']);
  expect(readFileSync(file, 'utf8')).toContain('"movedAt"');
});
