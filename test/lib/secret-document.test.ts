import * as v from 'valibot';
import { endpointEntries } from '../../lib/endpoint';
import { readSecretDocument } from '../../lib/secret-document';

const READER = {
  endpoint: v.strictObject({ ...endpointEntries, event: v.optional(v.picklist(['made', 'packed'])) }),
  events: { made: true },
};
const LONG = 'a secret that is long enough';
const OTHER = 'another of the same length';

const documentOf = (text: string) => {
  const document = readSecretDocument(READER, text);
  if ('issues' in document) throw new Error('The document cannot be read.');
  return document;
};
const warningsOf = (entries: object) => documentOf(JSON.stringify(entries)).warnings();

describe('a secret document', () => {
  it.each([
    ['{"north":', 'expected JSON'],
    ['', 'expected JSON'],
    ['[]', 'expected an object of endpoints'],
    ['"north"', 'expected an object of endpoints'],
  ])('is no document as %j', (text, message) =>
    expect(readSecretDocument(READER, text)).toEqual({ issues: [{ path: '', message }] }),
  );

  it('holds entries by name, each with its own issues', () => {
    const document = documentOf(
      `\uFEFF{"north":{"secrets":["${LONG}"],"account":"acme"},"south":{"secrets":5,"account":"acme"}}`,
    );
    expect(document.names).toEqual(['north', 'south']);
    expect(document.entry('north')).toEqual({ endpoint: { secrets: [LONG], account: 'acme' } });
    expect(document.entry('south')).toEqual({ issues: [{ path: '/secrets', message: expect.any(String) }] });
    expect(document.entry('west')).toBeUndefined();
    expect(document.entry('toString')).toBeUndefined();
  });

  it('has an issue where an entry, or a field in it, stands twice', () => {
    const message = 'is there twice; keep one of them';
    const entry = `{"secrets":["${LONG}"],"account":"acme"}`;
    const document = documentOf(
      `{"n/a":${entry},"n/a":${entry},"south":{"account":"acme","secrets":[],"account":"other"},"west":${entry}}`,
    );
    expect(document.entry('n/a')).toEqual({ issues: [{ path: '', message }] });
    expect(document.entry('south')).toEqual({ issues: [{ path: '/account', message }] });
    expect(document.entry('west')).toHaveProperty('endpoint');
  });
});

describe('what a secret document warns of', () => {
  it('is a secret that stands in two entries, and a short one', () =>
    expect(
      warningsOf({
        north: { secrets: [LONG, OTHER] },
        south: { secrets: [5, 'short enough', LONG] },
        'east/west': { secrets: [LONG] },
      }),
    ).toEqual([
      { path: '/south/secrets/1', message: 'is shorter than 16 characters; easily guessed' },
      { path: '/south/secrets/2', message: 'is a secret of the endpoint north too' },
      { path: '/east~1west/secrets/0', message: 'is a secret of the endpoint north too' },
    ]));

  it('is an event that is acknowledged and ignored, but none that its entry may not have', () =>
    expect(
      warningsOf({
        north: { secrets: [], account: 'acme', event: 'made' },
        south: { secrets: [], account: 'acme', event: 'packed' },
        west: { secrets: [], account: 'acme', event: 'misspelt' },
      }),
    ).toEqual([
      { path: '/south/event', message: 'is none of made; its deliveries are acknowledged and ignored' },
    ]));

  it('is nothing else, whatever stands there', () =>
    expect(
      warningsOf({ a: { secrets: [LONG, LONG] }, b: { secrets: [null] }, c: { secrets: LONG }, d: 5 }),
    ).toEqual([]));
});
