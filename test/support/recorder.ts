import { createLog } from '../../functions/aws/log';
import { createMetrics } from '../../functions/aws/metrics';

type Line = Readonly<Record<string, unknown>>;

/** The functions' own log and metrics, kept instead of written. */
export function createRecorder(now: () => number = () => 0) {
  const lines: string[] = [];
  const write = (line: string) => void lines.push(line);
  const parsed = () => lines.map((line): Line => JSON.parse(line));
  return {
    /** Everything that was written, line by line. */
    lines,
    log: createLog(write, now),
    metrics: createMetrics(write, now),
    /** Log lines with that message. */
    logged: (message: string) => parsed().filter((line) => line.message === message),
    /** The sum of a metric over the lines whose dimensions are at least these. */
    count: (metric: string, dimensions: Line = {}) =>
      parsed()
        .filter((line) => '_aws' in line && metric in line)
        .filter((line) => Object.entries(dimensions).every(([name, value]) => line[name] === value))
        .reduce((sum, line) => sum + Number(line[metric]), 0),
    embedded: () => parsed().filter((line) => '_aws' in line),
  };
}
