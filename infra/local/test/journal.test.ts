import { createJournal } from '../journal';

const kinds = (entries: readonly { kind: string }[]) => entries.map(({ kind }) => kind);

describe('the journal', () => {
  it('finds what speaks of an id, and what belongs to that', () => {
    const journal = createJournal({ now: () => 1 });
    const record = (kind: string, ids: string[], content: unknown) =>
      journal.record({ kind, where: 'here', ids, content });
    record('request', ['r1'], 'a body');
    record('request of another', ['r2'], 'a body');
    record('sent', ['m1'], { body: 'id-7' });
    record('answer', ['r1'], { id: 'id-7' });
    record('deleted', ['m1'], {});
    record('deleted another', ['m2'], {});
    expect(kinds(journal.about('id-7'))).toEqual(['request', 'sent', 'answer', 'deleted']);
    expect(kinds(journal.about('m2'))).toEqual(['deleted another']);
    expect(journal.about('nothing')).toEqual([]);
  });

  it.each([
    ['so many entries', { capacity: 10 }],
    ['so many characters', { characters: 10 * 100 }],
  ])('keeps only %s', (_, bounds) => {
    const journal = createJournal({ now: () => 1, ...bounds });
    for (let index = 0; index < 5000; index++) {
      journal.record({ kind: String(index), where: '', ids: ['all'], content: 'x'.repeat(100) });
    }
    expect(kinds(journal.about('all'))).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((last) => `499${last}`));
  });
});
