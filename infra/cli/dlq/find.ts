import { UsageError } from '../exit';
import type { Verdict } from './assessment';
import type { Letter } from './dead-letter';
import { isNamed } from './filter';
import type { Session } from './session';
import { shortId } from './table';

export interface Found {
  readonly letter: Letter;
  readonly verdict: Verdict;
}

const MOST = 10;

/**
 * The letters of one id: more than one where a delivery died more than once.
 * @throws UsageError where the beginning of an id does not tell which is meant
 */
export async function findLetters(session: Session, id: string): Promise<Found[]> {
  const letters: Letter[] = [];
  const ids = new Set<string>();
  await session.survey(
    (summary, key) => isNamed(id, summary, key),
    (letter) => {
      ids.add(letter.summary.id);
      if (letters.length < MOST) letters.push(letter);
    },
  );
  await session.close();
  if (session.signal.aborted) return [];
  if (ids.size > 1) {
    const some = [...ids].slice(0, MOST).map(shortId).join(', ');
    throw new UsageError(`${id}: ${ids.size} ids begin so: ${some}${ids.size > MOST ? ', …' : ''}`);
  }
  if (letters.length === 0) throw new Error(`${id}: no dead letter has an id that begins so`);
  return Promise.all(letters.map(async (letter) => ({ letter, verdict: await session.judge(letter) })));
}
