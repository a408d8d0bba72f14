import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { COPIES } from '../../../infra/cli/console/copies';
import type { Known } from '../../../infra/cli/console/source';
import { isExactObject, parseExactJson } from '../../../infra/eventbridge/exact-json';
import { compilePattern } from '../../../infra/eventbridge/pattern';
import { matchesPattern } from '../../../infra/eventbridge/pattern-match';
import { writeDelivery } from '../../../lib/delivery';
import { trust } from '../../../lib/webhook';
import { exampleEvent } from '../../support/example-event';
import { rowOf } from './fake-source';

const ID = 'a1'.repeat(32);
const nothing: Known = { row: rowOf('k'), way: [], issues: [], gaps: [] };

/** What a shell makes of the script, where this is in the place of the program; the folder it ran in. */
function inShell(script: string, functions: string) {
  const cwd = mkdtempSync(join(tmpdir(), 'copies-'));
  const output = execFileSync('sh', ['-euc', `${functions}\n${script}`], {
    cwd,
    env: { PATH: process.env.PATH },
  });
  return { cwd, output };
}

const knownRequest = (body: Uint8Array): Known => ({
  ...nothing,
  request: {
    path: '/webhooks/some-shop/main',
    headers: {
      'content-type': 'application/json',
      'x-signature': "it's $HOME",
      host: 'a',
      'x-forwarded-for': 'b',
    },
    body,
  },
});

/** Writes its arguments, a line each, and behind them what it reads where `@-` is among them. */
const CURL = `curl() { printf '%s\\n' "$@"; for one in "$@"; do [ "$one" != @- ] || cat; done; }`;
const HEAD = [
  ...['-sS', 'http://127.0.0.1:3000/webhooks/some-shop/main'],
  ...['-H', 'content-type: application/json', '-H', "x-signature: it's $HOME", '--data-binary'],
];

describe('a copy as curl', () => {
  it('sends the body and the headers as they came, whatever is in them', () => {
    const body = `{"name": "O'Neil $(rm -rf /) \`id\`"}\n{`;
    const { output } = inShell(COPIES.curl(knownRequest(Buffer.from(body))), CURL);
    expect(output.toString()).toBe(`${[...HEAD, body].join('\n')}\n`);
  });

  it('sends bytes that are no text', () => {
    const body = Buffer.from([0, 255, 10, 39]);
    const { output } = inShell(COPIES.curl(knownRequest(body)), CURL);
    expect(output).toEqual(Buffer.concat([Buffer.from(`${[...HEAD, '@-'].join('\n')}\n`), body]));
  });
});

describe('a copy as a fixture', () => {
  it('lays out the payload and what the headers said, and has the outcome written', () => {
    const payload = `{"name":"O'Neil"}`;
    const message = writeDelivery(
      {
        ...{ provider: 'some-shop', endpoint: 'main', account: 'shop-1', event: 'made', id: ID },
        ...{ receivedAt: '2026-01-02T03:04:05Z', correlationId: 'c', claims: { topic: 'made' } },
      },
      { verified: trust(payload) },
    );
    const { cwd, output } = inShell(COPIES.fixture({ ...nothing, message }), `npm() { printf '%s ' "$@"; }`);
    const folder = join(cwd, 'lib/providers/some-shop/fixtures/from-a1a1a1a1a1a1');
    expect(readFileSync(join(folder, 'payload.json'), 'utf8')).toBe(`{\n  "name": "O'Neil"\n}\n`);
    expect(JSON.parse(readFileSync(join(folder, 'delivery.json'), 'utf8'))).toEqual({
      event: 'made',
      claims: { topic: 'made' },
    });
    expect(output.toString()).toBe('run outcome -- some-shop/from-a1a1a1a1a1a1 ');
  });
});

describe('a copy as a rule pattern', () => {
  const { metadata, data } = exampleEvent();
  const envelope = (detail: object) =>
    parseExactJson(
      JSON.stringify({ source: `orders.${metadata.provider}`, 'detail-type': metadata.type, detail }),
    );

  it.each([
    ['an event with an order', { metadata, data }, { metadata, data: { order: { currency: 'XXX' } } }],
    [
      'an event without one',
      { metadata, data: {} },
      { metadata: { ...metadata, account: 'another' }, data: {} },
    ],
  ])('of %s matches it, and not another', (_, event, other) => {
    const pattern = compilePattern(COPIES.pattern({ ...nothing, event: JSON.stringify(event) }));
    const verdicts = [event, other].map((detail) => {
      const value = envelope(detail);
      return isExactObject(value) && matchesPattern(pattern, value);
    });
    expect(verdicts).toEqual([true, false]);
  });

  it('names nobody', () => {
    const text = COPIES.pattern({ ...nothing, event: JSON.stringify({ metadata, data }) });
    expect(Object.keys(JSON.parse(text).detail.data.order).sort()).toEqual(
      ['currency', ...(data.order.status ? ['status'] : [])].sort(),
    );
  });
});

it.each([
  ['curl', 'This source does not hold the request.'],
  ['fixture', 'This source does not hold the payload.'],
  ['pattern', 'There is no event of it yet.'],
] as const)('a copy as %s says what its source does not hold', (what, message) => {
  expect(() => COPIES[what](nothing)).toThrow(message);
});
