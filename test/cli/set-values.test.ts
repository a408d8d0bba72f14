import { UsageError } from '../../infra/cli/exit';
import { setValues } from '../../infra/cli/set-values';

const PAYLOAD = '{"id":12345678901234567890,"data":{"lines":[{"sku":"A"}],"note":"x"}}';

it.each([
  ['nothing', [], PAYLOAD],
  ['a text', ['data.note=hello there'], PAYLOAD.replace('"x"', '"hello there"')],
  ['a number', ['data.note=17'], PAYLOAD.replace('"x"', '17')],
  ['a text of digits, where it is quoted', ['data.note="17"'], PAYLOAD.replace('"x"', '"17"')],
  ['no value', ['data.note=null'], PAYLOAD.replace('"x"', 'null')],
  ['an empty text', ['data.note='], PAYLOAD.replace('"x"', '""')],
  ['a text with an equals sign', ['data.note=a=b'], PAYLOAD.replace('"x"', '"a=b"')],
  ['a value in a list', ['data.lines.0.sku=B'], PAYLOAD.replace('"A"', '"B"')],
  ['another element', ['data.lines.1={"sku":"B"}'], PAYLOAD.replace('}]', '},{"sku":"B"}]')],
  ['a new field', ['data.gift=true'], PAYLOAD.replace('"x"', '"x","gift":true')],
  ['several', ['data.note=a', 'data.note=b'], PAYLOAD.replace('"x"', '"b"')],
  [
    'a number beyond a double',
    ['data.note=12345678901234567891'],
    PAYLOAD.replace('"x"', '12345678901234567891'),
  ],
  ['a field called __proto__', ['data.__proto__=1'], PAYLOAD.replace('"x"', '"x","__proto__":1')],
])('sets %s', (_, assignments, expected) => {
  expect(setValues(PAYLOAD, assignments)).toBe(expected);
});

it.each([
  ['data.note', PAYLOAD, /expected PATH=VALUE/],
  ['=1', PAYLOAD, /expected PATH=VALUE/],
  ['data.gone.sku=1', PAYLOAD, /--set data\.gone\.sku: the payload has no data\.gone/],
  ['data.lines.7.sku=1', PAYLOAD, /has no data\.lines\.7/],
  ['data.lines.2=1', PAYLOAD, /data\.lines cannot have a 2/],
  ['data.lines.first=1', PAYLOAD, /data\.lines cannot have a first/],
  ['data.note.more=1', PAYLOAD, /data\.note cannot have a more/],
  ['constructor.name=1', PAYLOAD, /has no constructor/],
  ['a=1', 'not json', /the payload is no JSON/],
])('refuses %s in %s', (assignment, payload, message) => {
  expect(() => setValues(payload, [assignment])).toThrow(UsageError);
  expect(() => setValues(payload, [assignment])).toThrow(message);
});
