import type { JsonObject } from '../service';
import { DEAD, eventBridge } from './events-fixture';

const DETAIL = {
  command: 'update',
  payload: { acc: '0a', sf: 'baz' },
  list: ['A', 'B'],
  lines: [{ sku: 'x' }, { sku: 'y' }],
  n: 5,
  yes: true,
  quoted: 'say "hi"',
};
const PATHS = {
  type: '$.detail-type',
  command: '$.detail.command',
  payload: '$.detail.payload',
  list: '$.detail.list',
  n: '$.detail.n',
  yes: '$.detail.yes',
  quoted: '$.detail.quoted',
  second: '$.detail.lines[1].sku',
  skus: '$.detail.lines[*].sku',
  missing: '$.detail.no.such',
};

async function received(
  target: JsonObject,
  detail: JsonObject | string = DETAIL,
): Promise<string | undefined> {
  const bus = eventBridge();
  await bus.rule({ source: ['shop'] }, target);
  await bus.put(detail);
  return bus.calls[0]?.body;
}

const template = (InputTemplate: string) =>
  received({ InputTransformer: { InputPathsMap: PATHS, InputTemplate } });

describe('what a target gets', () => {
  it('is a constant', async () => {
    expect(await received({ Input: '{"a": 1}' })).toBe('{"a": 1}');
  });

  it.each([
    ['$.detail.payload', '{"acc":"0a","sf":"baz"}'],
    ['$.detail.command', '"update"'],
    ["$['detail']['n']", '5'],
    ['$.detail.list[0]', '"A"'],
    ['$.detail.lines[*].sku', '["x","y"]'],
    ['$.detail.payload.*', '["0a","baz"]'],
  ])('is the part of the event at %s', async (InputPath, body) => {
    expect(await received({ InputPath })).toBe(body);
  });

  it('keeps the digits of a number', async () => {
    const detail = '{"id":123456789012345678901,"s":"123456789012345678901"}';
    expect(await received({ InputPath: '$.detail' }, detail)).toBe(detail);
  });

  // What AWS makes of these was recorded there (LocalStack's snapshots of its own tests against AWS).
  it.each([
    ['text', '"<type>: <command>"', '"order.created: update"'],
    ['a variable that finds nothing in a text', '"is <missing>."', '"is ."'],
    ['a variable that finds nothing in JSON', '{"a": <missing>}', '{"a": ""}'],
    [
      'values in JSON',
      '{"a": <command>, "b": <payload>, "n": <n>}',
      '{"a": "update", "b": {"acc":"0a","sf":"baz"}, "n": 5}',
    ],
    ['a value within quotes in JSON', '{"a": "users/<command>/<n>"}', '{"a": "users/update/5"}'],
    ['a list within JSON', '{"a": [<second>, "b"], "c": <skus>}', '{"a": ["y", "b"], "c": ["x","y"]}'],
    ['an object in a text, without its quotes', '"got <payload>"', '"got {acc:0a,sf:baz}"'],
    ['a list in a text, without its quotes', '"got <list>"', '"got [A,B]"'],
    ['a boolean in a text', '"is <yes>!"', '"is true!"'],
    ['lines of text', '"<command> a"\n"<n> b"', '"update a"\n"5 b"'],
    ['escaped quotes around a variable', '{"a": "the \\"<command>\\" one"}', '{"a": "the \\"update\\" one"}'],
    ['a text that starts like JSON', '"{[/ <command>"', '"{[/ update"'],
  ])('is %s from a template', async (_, from, body) => {
    expect(await template(from)).toBe(body);
  });

  it('can name the rule, the event and when it came', async () => {
    const body = await template(
      '{"rule": <aws.events.rule-name>, "arn": "<aws.events.rule-arn>", "at": <aws.events.event.ingestion-time>, "envelope": <aws.events.event>, "all": <aws.events.event.json>}',
    );
    const { rule, arn, at, envelope, all } = JSON.parse(body ?? '');
    expect({ rule, arn, at }).toEqual({
      rule: 'rule',
      arn: 'arn:aws:events:us-east-1:000000000000:rule/rule',
      at: '2026-11-22T12:00:00.000Z',
    });
    expect(all).toMatchObject({ 'detail-type': 'order.created', detail: DETAIL });
    expect(envelope).toMatchObject({ detailType: 'order.created', id: all.id });
    expect(envelope).not.toHaveProperty('detail');
  });

  it.each([
    ['a list within quotes in JSON', { InputTemplate: '{"a": "<list>"}' }],
    ['a quote within quotes in JSON', { InputTemplate: '{"a": "<quoted>"}' }],
  ])('is nothing when a template becomes %s: the event is a dead letter at once', async (_, transformer) => {
    const bus = eventBridge();
    await bus.rule(
      { source: ['shop'] },
      { InputTransformer: { InputPathsMap: PATHS, ...transformer }, DeadLetterConfig: { Arn: DEAD } },
    );
    await bus.put(DETAIL);
    expect(bus.calls).toMatchObject([
      { arn: DEAD, attributes: { ERROR_CODE: 'INVALID_JSON', RETRY_ATTEMPTS: '0' } },
    ]);
    expect(bus.bodies(DEAD)[0].detail).toEqual(DETAIL);
  });
});
