import type { Topic } from '../case';
import { attributes } from './attributes';
import { batches } from './batches';
import { deadLetters } from './dead-letters';
import { deduplication } from './deduplication';
import { deletion } from './deletion';
import { fifo } from './fifo';
import { limits } from './limits';
import { moveTasks } from './move-tasks';
import { polling } from './polling';
import { queues } from './queues';
import { sending } from './sending';
import { visibility } from './visibility';

/** The conformance suite for SQS. */
export const topics: readonly Topic[] = [
  queues,
  attributes,
  sending,
  limits,
  batches,
  polling,
  visibility,
  deletion,
  fifo,
  deduplication,
  deadLetters,
  moveTasks,
];
