import { ROOT } from '../../infra/cli/paths';
import { type MapperRecord, mapperBlockers, mapperRecords } from '../../infra/contract/mapper-record';
import { type Outcome, outcomeOf } from '../../lib/outcome';
import { providers } from '../../lib/providers';

const all = providers.flatMap((provider) =>
  mapperRecords(ROOT, provider.name).map((record) => ({ provider, record, name: provider.name, ...record })),
);

it('there are records of released mappers, of many deliveries each', () => {
  expect(all.length).toBeGreaterThan(1);
  for (const { cases } of all) expect(cases.length).toBeGreaterThan(20);
});

it.each(all)("today's code may follow the mapper $name@$version", ({ provider, record }) =>
  expect(mapperBlockers(provider, record)).toEqual([]),
);

describe.each(all.slice(0, 1))('a mapper after $name@$version', ({ provider, record }) => {
  const [recorded] = record.cases.filter(({ outcome }) => 'id' in outcome);
  if (!recorded) throw new Error('no delivery of the record became an event');
  const one: MapperRecord = { ...record, cases: [recorded] };
  const today = (version: number) => ({ ...provider, version });
  const became =
    (change: (outcome: Outcome) => unknown): typeof outcomeOf =>
    (...args) =>
      change(structuredClone(outcomeOf(...args))) as Outcome;
  const withMetadata = (key: string, value: string) =>
    became((outcome) =>
      'metadata' in outcome ? { metadata: { ...outcome.metadata, [key]: value } } : outcome,
    );
  const failing = became(() => ({ failure: { code: 'SCHEMA_MISMATCH', paths: [] } }));
  // As the record has it: what names the event, and its content.
  const same = became(() => ({ metadata: recorded.outcome }));

  it('may be the same', () => expect(mapperBlockers(today(record.version), one, same)).toEqual([]));

  it('may not change what becomes of a delivery in the same version', () =>
    expect(
      mapperBlockers(
        today(record.version),
        one,
        became(() => ({ metadata: { ...recorded.outcome, contenthash: 'x' } })),
      ),
    ).toEqual([expect.stringContaining(`Raise the version of the mapper, ${record.version}.`)]));

  it('may change it in a higher version', () =>
    expect(
      mapperBlockers(
        today(record.version + 1),
        one,
        became(() => ({ metadata: { ...recorded.outcome, contenthash: 'x' } })),
      ),
    ).toEqual([]));

  it.each([record.version, record.version + 1])(
    'may not name an event otherwise, or fail where there was one, in version %i',
    (version) => {
      for (const other of [
        withMetadata('id', 'x'),
        withMetadata('type', 'x'),
        withMetadata('subject', 'x'),
        failing,
      ])
        expect(mapperBlockers(today(version), one, other)).toEqual([
          expect.stringContaining('what names its event became another'),
        ]);
    },
  );

  it('may not have a lower version', () =>
    expect(mapperBlockers(today(record.version - 1), one, same)).toEqual([
      `The version of the mapper went back from ${record.version}.`,
    ]));
});
