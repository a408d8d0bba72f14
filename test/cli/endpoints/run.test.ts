import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FINDINGS } from '../../../infra/cli/endpoints/check';
import { run } from '../../../infra/cli/endpoints/run';
import type { Endpoint } from '../../../lib/endpoint';
import { secretNameOf } from '../../../lib/names';
import { providers } from '../../../lib/providers';
import { kitOf } from '../../../lib/providers/kits';
import { openWorld, plain, type World } from '../dlq/world';

const SECRET_ID = secretNameOf(plain.name);
const [OLD, NEW] = ['an-old-secret-of-32-characters-xx', 'a-new-secret-of-32-characters-yyy'];
const DOCUMENT = JSON.stringify({ shop: { secrets: [OLD], account: 'acme' } });

let world: World;
let askedFor = '';
beforeEach(async () => {
  world = await openWorld();
  for (const { name } of providers)
    await world.call('secretsmanager', 'CreateSecret', {
      Name: secretNameOf(name),
      SecretString: name === plain.name ? DOCUMENT : '{}',
    });
});
afterEach(() => world.close());

async function endpoints(argv: readonly string[], secret = NEW, answer?: boolean) {
  const printed = { out: [] as string[], err: [] as string[] };
  const code = await run([...argv, '--endpoint-url', world.url], {
    terminal: {
      interactive: answer !== undefined,
      out: (line) => void printed.out.push(line),
      err: (line) => void printed.err.push(line),
      json: (value) => void printed.out.push(JSON.stringify(value)),
      progress: () => {},
      ask: async (question) => {
        printed.err.push(question);
        return answer ?? false;
      },
    },
    env: {},
    localFile: '/nowhere',
    providers,
    now: () => Date.UTC(2026, 10, 25),
    signal: new AbortController().signal,
    askSecret: async (question) => {
      askedFor = question;
      return secret;
    },
  });
  const [out, err] = [printed.out.join('\n'), printed.err.join('\n')];
  // Whatever is done: no secret is shown.
  for (const text of [OLD, NEW]) expect(out + err).not.toContain(text);
  return { code, out, err };
}

const stored = async (VersionStage = 'AWSCURRENT') => {
  const { SecretString } = await world.call('secretsmanager', 'GetSecretValue', {
    SecretId: SECRET_ID,
    VersionStage,
  });
  return JSON.parse(String(SecretString));
};

it('lists endpoints with what is wrong and what may be', async () => {
  const document = {
    shop: { secrets: [OLD, 'shortish'], account: 'acme' },
    bad: { secrets: [], account: 'a b' },
  };
  await world.call('secretsmanager', 'PutSecretValue', {
    SecretId: SECRET_ID,
    SecretString: JSON.stringify(document),
  });
  const { code, out } = await endpoints(['ls', plain.name]);
  expect(code).toBe(1);
  expect(out).toMatch(
    new RegExp(`${plain.name} +shop +acme +2\n  ! /secrets/1: is shorter than 16 characters`),
  );
  expect(out).toMatch(/bad +\? +0\n {2}! \/account: expected 1 to 64/);
  expect(out).toMatch(/2 endpoints\.$/);
});

it('puts a new secret in front of the others, and keeps the document before', async () => {
  const { code, out } = await endpoints(['rotate', plain.name, 'shop', '--yes']);
  expect([code, out]).toEqual([0, '~ shop/secrets: 1 secret → 2 secrets']);
  expect(askedFor).toBe('secret of shop: ');
  expect(await stored()).toEqual({ shop: { secrets: [NEW, OLD], account: 'acme' } });
  expect(await stored('AWSPREVIOUS')).toEqual(JSON.parse(DOCUMENT));
  expect((await endpoints(['retire', plain.name, 'shop', '--yes'])).code).toBe(0);
  expect(await stored()).toEqual({ shop: { secrets: [NEW], account: 'acme' } });
});

it('adds an endpoint, and takes one out', async () => {
  expect((await endpoints(['add', plain.name, 'second', '--account', 'other', '--yes'])).code).toBe(0);
  expect((await stored()).second).toEqual({ secrets: [NEW], account: 'other' });
  const { out } = await endpoints(['retire', plain.name, 'shop', '--entirely', '--yes']);
  expect(out).toBe('- shop: the whole entry, with 1 secret');
  expect(Object.keys(await stored())).toEqual(['second']);
});

it('asks before it changes anything, and only where somebody can answer', async () => {
  const { code, err } = await endpoints(['rotate', plain.name, 'shop'], NEW, false);
  expect([code, err]).toEqual([1, expect.stringContaining(`Change ${SECRET_ID} of ${world.url}?`)]);
  expect((await endpoints(['rotate', plain.name, 'shop'])).code).toBe(2);
  expect(await stored()).toEqual(JSON.parse(DOCUMENT));
});

it('writes nothing over what somebody else changed meanwhile', async () => {
  world.intercept = async ({ action }, next) => {
    const output = await next();
    if (action === 'PutSecretValue')
      await world.call('secretsmanager', 'PutSecretValue', {
        SecretId: SECRET_ID,
        SecretString: '{"theirs":{}}',
      });
    return output;
  };
  const { code, err } = await endpoints(['rotate', plain.name, 'shop', '--yes']);
  expect([code, err]).toEqual([2, expect.stringContaining('somebody else changed it meanwhile')]);
  expect(await stored()).toEqual({ theirs: {} });
});

it.each([
  [['add', plain.name, 'shop', '--account', 'acme'], NEW, 'shop: exists already'],
  [['rotate', plain.name, 'nowhere'], NEW, 'nowhere: there is no such endpoint'],
  [['rotate', plain.name, 'shop'], OLD, 'shop: has this secret already'],
  [['rotate', plain.name, 'shop'], '', 'expected a secret, found none'],
  [['rotate', plain.name, 'shop'], 'two\nlines', 'shop: /secrets/0: expected a secret'],
  [['add', plain.name, 'second', '--account', 'a b'], NEW, 'second: /account: expected 1 to 64'],
  [['add', plain.name, 'a/b', '--account', 'acme'], NEW, "a/b: as an endpoint's name expected"],
  [['retire', plain.name, 'shop'], NEW, 'shop: has no older secret'],
  [['rotate', 'nobody', 'shop'], NEW, 'nobody: is no provider'],
])('refuses %j and changes nothing', async (argv, secret, message) => {
  const { code, err } = await endpoints([...argv, '--yes'], secret);
  expect([code, err]).toEqual([2, expect.stringContaining(message)]);
  expect(await stored()).toEqual(JSON.parse(DOCUMENT));
});

it.each([
  [[], 0],
  [['--help'], 0],
  [['list'], 2],
  [['add', plain.name, 'x'], 2],
  [['check', plain.name, 'x'], 2],
  [['ls', '--yes'], 2],
  [['ls', '--bogus'], 2],
  [['rotate', plain.name], 2],
])('reads %j', async (argv, code) => {
  const terminal = {
    interactive: false,
    out() {},
    err() {},
    json() {},
    progress() {},
    ask: async () => false,
  };
  const options = {
    terminal,
    env: {},
    localFile: '/nowhere',
    providers,
    now: Date.now,
    askSecret: async () => '',
  };
  expect(await run(argv, { ...options, signal: new AbortController().signal })).toBe(code);
});

it('checks a captured delivery, and says which secret is missing', async () => {
  const entry: Endpoint = { secrets: [OLD], account: 'acme' };
  const { headers, body } = plain.sign(plain.sample('order.created', 'acme'), entry, { now: Date.now() });
  const file = join(mkdtempSync(join(tmpdir(), 'order-events-')), 'capture.json');
  writeFileSync(file, JSON.stringify({ headers, body: Buffer.from(body).toString() }));
  const check = () => endpoints(['check', plain.name, 'shop', '--file', file]);
  expect(await check()).toMatchObject({ code: 0, out: `MATCHES: ${FINDINGS.MATCHES[1]}` });
  const SecretString = JSON.stringify({ shop: { ...entry, secrets: [NEW] } });
  await world.call('secretsmanager', 'PutSecretValue', { SecretId: SECRET_ID, SecretString });
  expect(await check()).toMatchObject({
    code: 1,
    out: `PREVIOUS_DOCUMENT: ${FINDINGS.PREVIOUS_DOCUMENT[1]}`,
  });
});

it('has kits whose endpoints the tests can use', () => {
  for (const provider of providers) expect(Object.keys(kitOf(provider).endpoints).length).toBeGreaterThan(1);
});
