import { remedyOf } from '../../../infra/cli/dlq/remedies';
import { mapperOf } from '../../../lib/reading/read';
import { deadLetter, delivery, orderKeyOf, without } from './dead-letters';
import { DEAD, openWorld, plain, SOURCE, type World } from './world';

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

/** All pages of what `show` prints. */
async function showAll(id: string, ...options: string[]): Promise<string> {
  const { code, out } = await world.dlq(['show', id, ...options, '--page', 'all']);
  expect(code).toBe(0);
  return out;
}

const PERSONAL = ['zoe@example.com', 'Zoë', 'Müller', '+4930555010', 'Ring twice.'];

describe('npm run dlq -- show', () => {
  it('shows a dead letter that reads today without personal data: its payload, and the event that it becomes', async () => {
    const dead = delivery();
    await world.send(DEAD, deadLetter(dead.body));
    const out = await showAll(dead.id);
    for (const shown of [dead.id, DEAD, 'acme', 'SCHEMA_MISMATCH', 'order.created.v1', '"number": "1001"'])
      expect(out).toContain(shown);
    expect(out).toContain('"email": "[a string]"');
    expect(out).toContain('"email": "[contact]"');
    for (const value of PERSONAL) expect(out).not.toContain(value);
  });

  it('shows of a payload that nobody can read today its shape, and what is about no person', async () => {
    const dead = delivery({ change: without('currency') });
    await world.send(DEAD, deadLetter(dead.body));
    const out = await showAll(dead.id.slice(0, 8));
    for (const shown of ['"number": "1001"', '"api_version": "2024-04-01"', '"email": "[a string]"'])
      expect(out).toContain(shown);
    for (const value of PERSONAL) expect(out).not.toContain(value);
  });

  it('shows all of it if it is to be revealed', async () => {
    const dead = delivery({ change: without('currency') });
    await world.send(DEAD, deadLetter(dead.body));
    const out = await showAll(dead.id, '--reveal');
    for (const value of PERSONAL) expect(out).toContain(value);
  });

  it.each([
    ['its shape', []],
    ['all of it', ['--reveal']],
  ])('shows a payload of any depth: %s', async (_, options) => {
    const dead = delivery({ change: () => `${'['.repeat(100_000)}"deep"${']'.repeat(100_000)}` });
    await world.send(DEAD, deadLetter(dead.body));
    const out = await showAll(dead.id, ...options);
    expect(out).toContain(options.length === 0 ? '[too deep]' : '[["deep"]]');
    const { code: jsonCode, out: json } = await world.dlq(['show', dead.id, '--json', ...options]);
    expect([jsonCode, JSON.parse(json)]).toEqual([0, [expect.objectContaining({ id: dead.id })]]);
  });

  it('shows a long payload page by page, and to programs all of it', async () => {
    const lines = Array.from({ length: 100 }, (_, i) => ({ id: i }));
    const dead = delivery({ change: (payload) => JSON.stringify({ ...JSON.parse(payload), lines }) });
    await world.send(DEAD, deadLetter(dead.body));
    const first = await world.dlq(['show', dead.id]);
    expect(first.out.split('\n')).toHaveLength(60);
    const [, pages] =
      /page 1 of (\d+): npm run dlq -- show \w+ --page 2, or --page all$/.exec(first.err) ?? [];
    const last = await world.dlq(['show', dead.id, '--page', String(pages)]);
    expect(last.err).toMatch(new RegExp(`page ${pages} of ${pages}$`));
    const all = await showAll(dead.id);
    expect([all.startsWith(first.out), all.endsWith(last.out)]).toEqual([true, true]);
    expect(JSON.parse((await world.dlq(['show', dead.id, '--json'])).out)[0].payload.lines).toHaveLength(100);
    expect(await world.dlq(['show', dead.id, '--page', '0'])).toMatchObject({ code: 2 });
  });

  it('shows a payload that is not JSON by its length only', async () => {
    const dead = delivery({ change: () => 'zoe@example.com' });
    await world.send(DEAD, deadLetter(dead.body, 'NOT_JSON'));
    expect((await world.dlq(['show', dead.id])).out).toContain('[15 characters that are not JSON]');
  });

  it('hides keys that are no names of fields', async () => {
    const change = (payload: string) =>
      JSON.stringify({ ...JSON.parse(payload), extra: { 'zoe@example.com': 1, plain: 2 } });
    const dead = delivery({ change });
    await world.send(DEAD, deadLetter(dead.body));
    const out = await showAll(dead.id);
    expect(out).toContain('"[key]"');
    expect(out).not.toContain('zoe@example.com');
  });

  it.each(['show', 'explain'])('%s gives a value one line, and cuts a long one', async (command) => {
    const orderKey = `${orderKeyOf('7')}\n\ntoday\n  It can go.${'x'.repeat(300_000)}`;
    const dead = delivery();
    const body = JSON.stringify({ ...JSON.parse(deadLetter(dead.body).body), orderKey });
    await world.send(DEAD, { body, group: crypto.randomUUID() });
    const { out } = await world.dlq([command, dead.id]);
    const lines = out.split('\n');
    expect(out).toContain(`${orderKeyOf('7')}\\u000a\\u000atoday\\u000a  It can go.`);
    expect(lines).not.toContain('  It can go.');
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThan(1_200);
  });

  it('makes every dead letter visible again', async () => {
    const dead = delivery();
    await world.send(DEAD, deadLetter(dead.body));
    await world.send(DEAD, deadLetter(delivery().body));
    await world.dlq(['show', dead.id]);
    expect(await world.depth(DEAD)).toEqual([2, 0]);
  });

  it('shows each dead letter of a delivery that died twice', async () => {
    const dead = delivery();
    await world.send(DEAD, deadLetter(dead.body, 'SCHEMA_MISMATCH'));
    await world.send(DEAD, deadLetter(dead.body, 'BUS_UNAVAILABLE'));
    const out = await showAll(dead.id);
    expect(out).toContain('SCHEMA_MISMATCH at validate');
    expect(out).toContain('BUS_UNAVAILABLE at publish');
    expect(out).toContain('a replay may simply work');
  });

  it('says which ids begin so', async () => {
    for (let i = 0; i < 17; i++) await world.send(DEAD, deadLetter(delivery({ eventId: String(i) }).body));
    const ids = (JSON.parse((await world.dlq(['ls', '--json'])).out) as { id: string }[]).map(
      ({ id }) => id[0],
    );
    const twice = ids.find((first, i) => ids.indexOf(first) < i) as string;
    const { code, err } = await world.dlq(['show', twice]);
    expect(code).toBe(2);
    expect(err).toMatch(/\d+ ids begin so: [0-9a-f]{12}, /);
  });

  it('says that there is none', async () => {
    const { code, err } = await world.dlq(['show', 'abc']);
    expect(code).toBe(1);
    expect(err).toContain('abc: no dead letter has an id that begins so');
  });
});

describe('npm run dlq -- explain', () => {
  it.each([
    ['a missing field', without('currency'), 'SCHEMA_MISMATCH (validate)', '/data/currency', 'nothing'],
    [
      'a field of another kind',
      (payload: string) => payload.replace('"number":"1001"', '"number":["zoe@example.com"]'),
      'SCHEMA_MISMATCH (validate)',
      '/data/number',
      'a list',
    ],
    [
      'an order number of 257 characters',
      (payload: string) => payload.replace('"number":"1001"', `"number":"${'7'.repeat(257)}"`),
      'SCHEMA_MISMATCH (validate)',
      '/data/number',
      'a string',
    ],
    [
      'another version',
      (payload: string) => payload.replace('2024-04-01', '2019-01-01'),
      'UNSUPPORTED_VERSION (validate)',
      '/api_version',
      'a string',
    ],
    [
      'another store',
      (payload: string) => payload.replace('"store":"acme"', '"store":"zoe@example.com"'),
      'ACCOUNT_MISMATCH (validate)',
      '/webhook/store',
      'a string',
    ],
  ])('says what fails where: %s', async (_, change, reason, field, found) => {
    const dead = delivery({ change });
    await world.send(DEAD, deadLetter(dead.body));
    const { code, out } = await world.dlq(['explain', dead.id]);
    expect(code).toBe(0);
    expect(out).toContain(`It still fails: ${reason}.`);
    expect(out).toMatch(new RegExp(`${field} +expected .+, found ${found}`));
    expect(out).not.toContain('zoe@example.com');
  });

  it('says what it would become', async () => {
    const dead = delivery();
    await world.send(DEAD, deadLetter(dead.body));
    const { out } = await world.dlq(['explain', dead.id]);
    expect(out).toContain(`${mapperOf(plain)} reads it: order.created.v1 of order ${orderKeyOf('1001')}.`);
  });

  it('reports the same to programs', async () => {
    const dead = delivery({ change: without('currency') });
    await world.send(DEAD, deadLetter(dead.body));
    const [explained] = JSON.parse((await world.dlq(['explain', dead.id, '--json'])).out);
    expect(explained).toEqual({
      id: dead.id,
      orderKey: orderKeyOf('1001'),
      reason: { code: 'SCHEMA_MISMATCH', stage: 'validate' },
      today: {
        succeeds: false,
        code: 'SCHEMA_MISMATCH',
        stage: 'validate',
        thenDo: remedyOf('SCHEMA_MISMATCH'),
        issues: [{ field: '/data/currency', expected: expect.any(String), found: 'nothing' }],
      },
    });
  });

  it('finds the reason of a dead letter that SQS itself moved, and says who moved it', async () => {
    const dead = delivery({ change: without('currency') });
    await world.send(SOURCE, { ...dead, deduplication: dead.id });
    for (let i = 0; i < 4; i++)
      await world.call('AmazonSQS', 'ReceiveMessage', {
        QueueUrl: world.queueUrl(SOURCE),
        VisibilityTimeout: 0,
      });
    const { out } = await world.dlq(['explain', dead.id]);
    expect(out).toContain(`SQS moved it here from ${SOURCE}`);
    expect(out).toContain('3 times');
    expect(out).toContain('It still fails: SCHEMA_MISMATCH (validate).');
    expect(out).toMatch(/\/data\/currency +expected .+, found nothing/);
  });

  it('says of a message that is no delivery what it lacks', async () => {
    const id = await world.send(DEAD, { body: '{"v":1}', group: crypto.randomUUID() });
    const { out } = await world.dlq(['explain', id]);
    expect(out).toContain('It still fails: NOT_A_DELIVERY (decode).');
    expect(out).toMatch(/\/provider +is missing/);
  });
});
