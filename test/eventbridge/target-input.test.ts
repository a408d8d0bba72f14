import { readBusEvent } from '../../infra/eventbridge/bus-event';
import { NotJsonError } from '../../infra/eventbridge/errors';
import { type TargetInput, targetInput } from '../../infra/eventbridge/target-input';

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

const RULE = { arn: 'arn:aws:events:us-east-1:000000000000:rule/orders/large', name: 'large' };

function received(target: TargetInput, detail: string = JSON.stringify(DETAIL)): string {
  const envelope = { id: 'one', 'detail-type': 'order.created', time: '2026-11-22T12:00:00Z' };
  const text = `${JSON.stringify(envelope).slice(0, -1)},"detail":${detail}}`;
  return targetInput(target)(readBusEvent(text), RULE);
}

const template = (InputTemplate: string) =>
  received({ InputTransformer: { InputPathsMap: PATHS, InputTemplate } });

describe('what a target gets', () => {
  it('is the event to the byte where the target asks for nothing else', () => {
    const spaced = '{ "n": 1.0,  "id": 123456789012345678901 }';
    expect(received({ Id: 'queue' }, spaced)).toContain(`"detail":${spaced}}`);
  });

  it('is a constant', () => {
    expect(received({ Input: '{"a": 1}' })).toBe('{"a": 1}');
  });

  it.each([
    ['$.detail.payload', '{"acc":"0a","sf":"baz"}'],
    ['$.detail.command', '"update"'],
    ["$['detail']['n']", '5'],
    ['$.detail.list[0]', '"A"'],
    ['$.detail.lines[*].sku', '["x","y"]'],
    ['$.detail.payload.*', '["0a","baz"]'],
  ])('is the part of the event at %s', (InputPath, body) => {
    expect(received({ InputPath })).toBe(body);
  });

  it('keeps the digits of a number', () => {
    const detail = '{"id":123456789012345678901,"s":"123456789012345678901"}';
    expect(received({ InputPath: '$.detail' }, detail)).toBe(detail);
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
  ])('is %s from a template', (_, from, body) => {
    expect(template(from)).toBe(body);
  });

  it('can name the rule, the event and when it came', () => {
    const body = template(
      '{"rule": <aws.events.rule-name>, "arn": "<aws.events.rule-arn>", "at": <aws.events.event.ingestion-time>, "envelope": <aws.events.event>, "all": <aws.events.event.json>}',
    );
    const { rule, arn, at, envelope, all } = JSON.parse(body);
    expect({ rule, arn, at }).toEqual({ rule: RULE.name, arn: RULE.arn, at: '2026-11-22T12:00:00.000Z' });
    expect(all).toMatchObject({ 'detail-type': 'order.created', detail: DETAIL });
    expect(envelope).toEqual({ detailType: 'order.created', id: 'one', time: '2026-11-22T12:00:00Z' });
  });

  it.each([
    ['a list within quotes', '{"a": "<list>"}'],
    ['a quote within quotes', '{"a": "<quoted>"}'],
  ])('is nothing when a template in braces, of %s, does not become JSON', (_, from) => {
    expect(() => template(from)).toThrow(NotJsonError);
  });

  it('is nothing when its path leads to nothing', () => {
    expect(() => received({ InputPath: '$.detail.no.such' })).toThrow(NotJsonError);
  });
});
