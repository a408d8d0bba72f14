import fc from 'fast-check';
import * as v from 'valibot';
import { endpointEntries, readEndpoint } from '../../lib/endpoint';
import { providers } from '../../lib/providers';

const schema = v.strictObject(endpointEntries);
const A_SECRET = 'expected a secret: 6 characters or more, one line, no placeholder';
const ENTRY = { secrets: ['current', 'previous'], account: 'acme' };

describe('an entry', () => {
  it.each([
    [ENTRY],
    [{ ...ENTRY, secrets: [] }],
    [{ ...ENTRY, timeZone: 'America/New_York' }],
    [{ ...ENTRY, account: 'Acme_US.2-b' }],
  ])('may be %j', (entry) => expect(readEndpoint(schema, entry)).toEqual({ endpoint: entry }));

  it.each<[unknown, string, string]>([
    [undefined, '', 'is missing'],
    ['secret', '', 'expected an object, found a string'],
    [{ account: 'acme' }, '/secrets', 'is missing'],
    [{ secrets: ['secret'] }, '/account', 'is missing'],
    [{ ...ENTRY, secrets: 'current' }, '/secrets', 'expected a list, found a string'],
    [{ ...ENTRY, secrets: ['current', 5] }, '/secrets/1', `${A_SECRET}, found a number`],
    [{ ...ENTRY, account: '' }, '/account', 'expected 1 to 64 of A–Z a–z 0–9 . _ -'],
    [{ ...ENTRY, account: 'acme/eu' }, '/account', 'expected 1 to 64 of A–Z a–z 0–9 . _ -'],
    [{ ...ENTRY, account: 'a'.repeat(65) }, '/account', 'expected 1 to 64 of A–Z a–z 0–9 . _ -'],
    [{ ...ENTRY, timeZone: 'Berlin' }, '/timeZone', 'expected an IANA time zone'],
  ])('may not be %j', (entry, path, message) =>
    expect(readEndpoint(schema, entry)).toEqual({ issues: [{ path, message }] }),
  );

  it.each([
    ['', 'nothing'],
    ['      ', 'blank'],
    ['12345', 'short'],
    ['   12345   ', 'short but for its spaces'],
    ['<paste the secret here>', 'a placeholder'],
    [' <secret> ', 'a placeholder'],
    ['whsec-secret\n', 'with a line end'],
    ['whsec\r\nsecret', 'of two lines'],
    ['whsec\tsecret', 'with a tab'],
    ['\uFEFFwhsec-secret', 'with a byte-order mark'],
    ['whsec-\u200Bsecret', 'with a character of no width'],
  ])('may not have the secret %j: it is %s', (secret) =>
    expect(readEndpoint(schema, { ...ENTRY, secrets: ['current', secret] })).toEqual({
      issues: [{ path: '/secrets/1', message: A_SECRET }],
    }),
  );

  it.each(['secret', 'my own words', '"quoted"', 'a < b > c', 'Schlüssel'])(
    'may have the secret %j, which somebody may have chosen',
    (secret) => expect(readEndpoint(schema, { ...ENTRY, secrets: [secret] })).toHaveProperty('endpoint'),
  );

  it('names everything that is wrong at once', () => {
    const reading = readEndpoint(schema, { secrets: [''], account: 5 });
    expect('issues' in reading && reading.issues.map(({ path }) => path)).toEqual(['/secrets/0', '/account']);
  });
});

describe.each(providers)('what is wrong with an entry of $name', ({ endpoint }) => {
  /** Nothing that a message would say by itself. */
  const canary = 'CANARY';
  const values = fc.oneof(
    fc.constantFrom<unknown>(canary, [canary], { inner: canary }, [[canary]], `${canary} ${canary}`),
    fc.constantFrom<unknown>(5, null, true, ''),
  );

  it('is told without a value', () =>
    fc.assert(
      fc.property(
        fc.record(
          {
            secrets: values,
            account: values,
            event: values,
            timeZone: values,
            layout: values,
            other: values,
          },
          { requiredKeys: [] },
        ),
        (entry) => {
          const reading = readEndpoint(endpoint, entry);
          fc.pre('issues' in reading);
          expect(JSON.stringify(reading)).not.toContain(canary);
        },
      ),
    ));
});
