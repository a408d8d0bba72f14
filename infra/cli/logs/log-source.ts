import { LOG_OUTCOMES, type LogLine } from '../../../lib/log-line';
import { logGroupNameOf } from '../../../lib/names';

/** What our functions logged about deliveries, wherever it is kept. */
export interface LogSource {
  /** For people: where the lines come from. */
  readonly label: string;
  /** The lines of that time, oldest first. Metrics and lines about anything else are left out. */
  lines(query: LogQuery): AsyncIterable<LogLine>;
}

/** Which lines. */
export interface LogQuery {
  /** Milliseconds since 1970, inclusive. */
  readonly since: number;
  /** Milliseconds since 1970, inclusive. */
  readonly until: number;
  /**
   * Lines that hold one of these texts: ids or hashes.
   * @default all lines
   */
  readonly holding?: readonly string[];
}

/** The groups that hold such lines, of the pipeline with that name. */
export const deliveryLogGroups = (name?: string): readonly string[] => [
  logGroupNameOf('receive', name),
  logGroupNameOf('normalize', name),
];

/** An Insights query for the lines that say what became of a delivery. */
export const OUTCOME_FILTER = `filter message in [${LOG_OUTCOMES.map((outcome) => `"${outcome}"`).join(', ')}]`;
