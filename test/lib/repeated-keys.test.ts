import fc from 'fast-check';
import { repeatedKeys } from '../../lib/repeated-keys';

describe('keys that an object has more than once', () => {
  it.each([
    ['{"a":1,"a":2}', [['a']]],
    ['{"a":1,"\\u0061":2}', [['a']]],
    ['{"a":{"b":1,"c":[],"b":2}}', [['a', 'b']]],
    ['{"a":[{"b":1},{"b":1,"b":2}]}', [['a', '1', 'b']]],
    ['{"a":[[1,2],{"b":{},"b":[]}],"c":1,"c":1,"c":1}', [['a', '1', 'b'], ['c'], ['c']]],
    ['{"a\\"{,":1,"a\\"{,":2}', [['a"{,']]],
    ['[{"":0,"":0}]', [['0', '']]],
  ])('are found: %s', (text, paths) => expect(repeatedKeys(text)).toEqual(paths));

  it('are not found where there are none', () => {
    fc.assert(fc.property(fc.json(), (text) => expect(repeatedKeys(text)).toEqual([])));
  });
});
