import { Failure } from '../failure';

/**
 * What one delivery may make us write. Reading stops as soon as it is passed: no such event would fit the bus, and one
 * payload must not use up the memory of a batch that holds other deliveries too.
 */
export interface Budget {
  /**
   * Counts characters that will stand in the event.
   * @throws Failure `EVENT_TOO_LARGE`
   */
  spend(characters: number): void;
}

/** The bus accepts no more bytes, and a character has at least one. */
const MOST_CHARACTERS = 1_000_000;

/** A whole budget, for one delivery. */
export function createBudget(): Budget {
  let left = MOST_CHARACTERS;
  return {
    spend(characters) {
      left -= characters;
      if (left < 0) throw new Failure('EVENT_TOO_LARGE');
    },
  };
}
