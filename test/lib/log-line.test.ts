import { logHash } from '../../lib/log-hash';
import { readLogLine } from '../../lib/log-line';

const PUBLISHED = {
  timestamp: '2026-05-04T10:00:00.000Z',
  level: 'INFO',
  message: 'published',
  provider: 'fake',
};

describe('a log line', () => {
  it('is read with the fields that it has, and those that only another version knows', () => {
    const line = { ...PUBLISHED, id: 'a', receives: 2, weather: 'fine' };
    expect(readLogLine(JSON.stringify(line))).toEqual(line);
  });

  it.each([
    ['a metric', JSON.stringify({ _aws: {}, Provider: 'fake', Published: 1 })],
    ['news of something else', JSON.stringify({ ...PUBLISHED, message: 'visibility not changed' })],
    ["somebody else's", 'START RequestId: 1'],
    ['one whose fields are of other types', JSON.stringify({ ...PUBLISHED, receives: 'two' })],
  ])('is not %s', (_, line) => {
    expect(readLogLine(line)).toBeUndefined();
  });
});

describe('the hash of an order in the log', () => {
  it('is the same for the same key and text, and differs with each', () => {
    const hash = logHash('stack', '1042');
    expect(hash).toMatch(/^[0-9a-f]{32}$/);
    expect(logHash('stack', '1042')).toBe(hash);
    expect(new Set([hash, logHash('stack', '1043'), logHash('other', '1042')]).size).toBe(3);
  });
});
