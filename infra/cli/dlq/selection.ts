import { type Letter, readLetter } from './dead-letter';
import type { Filter } from './filter';
import type { DeadLetterQueue } from './queues';
import type { Received } from './received';
import type { Session } from './session';
import type { Spool, Spooled } from './spool';
import type { Summary } from './summary';

/** One chosen letter, in hand: what is small of it in memory, the whole of it in the spool. */
export interface Row {
  readonly queue: DeadLetterQueue;
  readonly key: string;
  readonly summary: Summary;
  /** Tells letters of one queue and one moment apart, as text. */
  readonly sequence: string;
  readonly spooled: Spooled;
}

/** Chooses letters and keeps them in hand. */
export async function selectLetters(
  session: Session,
  filter: Filter,
  spool: Spool,
  visit: (row: Row, letter: Letter) => Promise<void> | void,
): Promise<void> {
  await session.survey(filter, async (letter) => {
    const { queue, key, body, system, attributes } = letter.received;
    const sequence = attributes.sequence ?? system.SequenceNumber ?? system.SentTimestamp ?? '';
    const spooled = spool.write(JSON.stringify({ body, system, attributes }));
    await visit({ queue, key, summary: letter.summary, sequence, spooled }, letter);
  });
}

/** The letter as it was received. */
export function reread({ queue, key, spooled }: Row, spool: Spool): Received {
  const { body, system, attributes } = JSON.parse(spool.read(spooled)) as Omit<Received, 'queue' | 'key'>;
  return { queue, key, body, system, attributes };
}

export const rereadLetter = (row: Row, spool: Spool): Letter => readLetter(reread(row, spool));
