import { createJudgeDelivery, type JudgeOptions } from './assess-delivery';
import { createJudgeEvent } from './assess-event';
import { toObstacle, type Verdict } from './assessment';
import type { Letter } from './dead-letter';

export type Judge = (letter: Letter) => Promise<Verdict>;

/** What today's code, secrets and rules make of a letter. */
export function createJudge(options: JudgeOptions): Judge {
  const judgeDelivery = createJudgeDelivery(options);
  const judgeEvent = createJudgeEvent(options);
  return async (letter) => {
    if (letter.kind === 'unreadable') return toObstacle(letter.failure);
    return letter.kind === 'delivery' ? judgeDelivery(letter) : judgeEvent(letter);
  };
}
