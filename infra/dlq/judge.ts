import { createJudgeDelivery, type JudgeOptions } from './judge-delivery';
import { createJudgeEvent } from './judge-event';
import type { Letter } from './letter';
import { toObstacle, type Verdict } from './verdict';

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
