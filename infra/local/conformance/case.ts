import type { World } from './world';

/** One thing that SQS does, stated in a sentence and shown by a run through the real SDK client. */
export interface Case {
  /** Stable, unique in the suite. */
  readonly id: string;
  readonly statement: string;
  /** How much time has to pass in it. Where the clock cannot be moved, it passes, or is too long. */
  readonly seconds?: number;
  run(world: World): Promise<void>;
}

/** Cases about one thing. */
export interface Topic {
  readonly name: string;
  readonly cases: readonly Case[];
}
