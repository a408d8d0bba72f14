import { fieldOf, isObject, parseJson, pointerTo, stepsOf } from '../../lib/json';

describe('a JSON text', () => {
  it.each([
    ['{"a":[1]}', { a: [1] }],
    ['null', null],
    ['"text"', 'text'],
  ])('%s is read', (text, value) => expect(parseJson(text)).toEqual(value));

  it.each(['', '{"a":', 'undefined', '{} {}'])('%p is none', (text) =>
    expect(parseJson(text)).toBeUndefined(),
  );
});

describe('an object', () => {
  it.each<[unknown, boolean]>([
    [{}, true],
    [JSON.parse('{"__proto__":1}'), true],
    [[], false],
    [null, false],
    ['text', false],
    [undefined, false],
  ])('%j is one: %p', (value, answer) => expect(isObject(value)).toBe(answer));

  it('has the fields of its own, and no other', () => {
    expect(fieldOf({ a: { b: 1 } }, 'a')).toEqual({ b: 1 });
    expect(fieldOf({}, 'constructor')).toBeUndefined();
    expect(fieldOf(['x'], '0')).toBeUndefined();
    expect(fieldOf(null, 'a')).toBeUndefined();
  });
});

describe('a JSON Pointer', () => {
  it.each<[string[], string]>([
    [[], ''],
    [['a', '0'], '/a/0'],
    [['a/b'], '/a~1b'],
    [['a~b'], '/a~0b'],
    [['~1'], '/~01'],
    [['', 'a.b'], '//a.b'],
  ])('to %j is %p, and leads back', (path, pointer) => {
    expect(pointerTo(path)).toBe(pointer);
    expect(stepsOf(pointer)).toEqual(path);
  });
});
