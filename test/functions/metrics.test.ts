import { METRICS, type Metric } from '../../functions/aws/metrics';
import { METRIC_NAMESPACE } from '../../lib/names';
import { createRecorder } from '../support/recorder';

const unit = (metric: string) => METRICS[metric as Metric];

/** What CloudWatch needs to read a line as metrics; it ignores one that breaks this, without a word. */
function assertEmbedded(line: Readonly<Record<string, unknown>>): void {
  const { Timestamp, CloudWatchMetrics } = line._aws as {
    Timestamp: number;
    CloudWatchMetrics: {
      Namespace: string;
      Dimensions: string[][];
      Metrics: { Name: string; Unit: string }[];
    }[];
  };
  expect(Number.isInteger(Timestamp)).toBe(true);
  expect(CloudWatchMetrics).toHaveLength(1);
  for (const { Namespace, Dimensions, Metrics } of CloudWatchMetrics) {
    expect(Namespace).toBe(METRIC_NAMESPACE);
    for (const name of Dimensions.flat()) expect(line[name]).toEqual(expect.stringMatching(/^.{1,250}$/));
    for (const { Name, Unit } of Metrics) {
      expect(Unit).toBe(unit(Name));
      const values = [line[Name]].flat();
      expect(values.length).toBeLessThanOrEqual(100);
      for (const value of values) expect(Number.isFinite(value)).toBe(true);
    }
  }
}

describe('metrics', () => {
  it('are lines of the embedded metric format: all that is named is there', () => {
    const { metrics, embedded } = createRecorder(() => 1_700_000_000_000);
    for (const metric of Object.keys(METRICS) as Metric[]) metrics.add(metric, 2, { Provider: 'fake' });
    metrics.add('DeadLettered', 1, { Provider: 'fake', Code: 'INTERNAL' });
    metrics.flush();
    expect(embedded()).toHaveLength(2);
    embedded().forEach(assertEmbedded);
  });

  it('are one line for each set of dimensions', () => {
    const { metrics, embedded } = createRecorder();
    metrics.add('Published', 1, { Provider: 'a' });
    metrics.add('Published', 1, { Provider: 'b' });
    metrics.add('Retried', 1, { Provider: 'a' });
    metrics.flush();
    expect(embedded()).toEqual([
      expect.objectContaining({ Provider: 'a', Published: 1, Retried: 1 }),
      expect.objectContaining({ Provider: 'b', Published: 1 }),
    ]);
  });

  it('add counts up and keep each time, for percentiles', () => {
    const { metrics, embedded } = createRecorder();
    for (const value of [1, 2, 3]) {
      metrics.add('Published', 1, { Provider: 'a' });
      metrics.add('Age', value, { Provider: 'a' });
    }
    metrics.flush();
    expect(embedded()).toEqual([expect.objectContaining({ Published: 3, Age: [1, 2, 3] })]);
  });

  it('are cheap to add, however many there are', () => {
    const { metrics, embedded } = createRecorder();
    const COUNT = 300_000;
    for (let i = 0; i < COUNT; i++) {
      metrics.add('Notices', 1, { Provider: 'a' });
      metrics.add('Age', i, { Provider: 'a' });
    }
    metrics.flush();
    expect(embedded()).toEqual([expect.objectContaining({ Notices: COUNT })]);
    expect(embedded()[0]?.Age).toHaveLength(COUNT);
  });

  it('are written once', () => {
    const { metrics, lines } = createRecorder();
    metrics.add('Published', 1, { Provider: 'a' });
    metrics.flush();
    metrics.flush();
    expect(lines).toHaveLength(1);
  });
});
