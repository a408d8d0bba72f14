import { maskPayload, NOTHING } from '../../../infra/cli/dlq/mask-payload';

it('shows the shape of a payload and none of its values', () => {
  const payload = { number: 12, name: 'Ada', tags: ['a', null], paid: true, 'a b': '' };
  expect(maskPayload(payload, NOTHING)).toEqual({
    number: '[a number]',
    name: '[a string]',
    tags: ['[a string]', null],
    paid: '[a boolean]',
    '[key]': '',
  });
});

it('shows a value that is known to be harmless', () => {
  expect(maskPayload({ currency: 'EUR' }, { has: (value) => value === 'EUR' })).toEqual({ currency: 'EUR' });
});

it('stops where a payload is nested deeper than the stack holds', () => {
  let deep: unknown = 'value';
  for (let i = 0; i < 100_000; i++) deep = [deep];
  expect(JSON.stringify(maskPayload(deep, NOTHING))).toContain('[too deep]');
});
