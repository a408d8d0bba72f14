import { Duration } from 'aws-cdk-lib';
import {
  Dashboard,
  GraphWidget,
  type IMetric,
  MathExpression,
  type Metric,
  Stats,
} from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { METRIC_NAMESPACE, NAME_DIMENSION } from '../../lib/names';
import { FIVE_MINUTES, MAXIMUM, ownMetric, SUM } from './alarm';
import type { Pipeline } from './pipeline';
import type { ProviderIntake } from './provider-intake';

/** Props of {@link PipelineDashboard}. */
export interface PipelineDashboardProps {
  /** Whose dashboard it is; it has its name. */
  readonly pipeline: Pipeline;
  readonly throttled: Metric;
  readonly unanswered: Metric;
  readonly intakes: readonly ProviderIntake[];
}

/** Columns of a dashboard. */
const WIDTH = 24;
const IN_A_ROW = 4;

/** Shows the pipeline from left to right, as a delivery goes through it: a line for each provider, or for each code. */
export class PipelineDashboard extends Construct {
  constructor(scope: Construct, id: string, props: PipelineDashboardProps) {
    super(scope, id);
    const { pipeline, throttled, unanswered, intakes } = props;
    const each = (metricName: string, options = SUM) =>
      intakes.map(({ provider }) =>
        ownMetric(pipeline, metricName, { Provider: provider }, { ...options, label: provider }),
      );
    const byCode = (metricName: string) =>
      search(
        `{${METRIC_NAMESPACE},${NAME_DIMENSION},Provider,Code} MetricName="${metricName}" ${NAME_DIMENSION}="${pipeline.name}"`,
      );

    new Dashboard(this, 'Dashboard', {
      dashboardName: pipeline.name,
      defaultInterval: Duration.days(1),
      widgets: [
        [
          graph('1 Received', each('Received')),
          graph('2 Refused, by code', [
            byCode('Refused'),
            throttled.with({ label: '429' }),
            unanswered.with({ label: 'no answer' }),
          ]),
          graph('3 Accepted', each('Accepted')),
          graph(
            '4 On the queue',
            intakes.map(({ provider, queue }) =>
              queue.metricApproximateNumberOfMessagesVisible({ ...MAXIMUM, label: provider }),
            ),
          ),
        ],
        [
          graph('5 Published', each('Published')),
          graph('6 Tried again', each('Retried')),
          graph('7 Dead letters, by code', [byCode('DeadLettered')]),
          graph('8 Subscribers: failed invocations', [
            search(
              `{AWS/Events,EventBusName,RuleName} MetricName="FailedInvocations" EventBusName="${pipeline.name}"`,
            ),
            search(
              `{AWS/Events,EventBusName,RuleName} MetricName="InvocationsFailedToBeSentToDlq" EventBusName="${pipeline.name}"`,
            ),
          ]),
        ],
        [
          ...[Stats.p(50), Stats.p(99)].map((statistic) =>
            graph(
              `From receiving to the bus, ${statistic} in ms`,
              each('Age', { statistic, period: FIVE_MINUTES }),
            ),
          ),
          graph('Longest retried, in ms', each('RetriedAge', MAXIMUM)),
          graph('Accepted and not settled', each('Unsettled', { ...SUM, period: Duration.hours(1) })),
        ],
      ],
    });
  }
}

const graph = (title: string, left: IMetric[]) =>
  new GraphWidget({
    title,
    left,
    width: WIDTH / IN_A_ROW,
    height: 6,
    leftYAxis: { min: 0, showUnits: false },
  });

/** A line for each metric that there is. */
const search = (query: string) =>
  new MathExpression({
    expression: `SEARCH('${query}', 'Sum', ${FIVE_MINUTES.toSeconds()})`,
    label: '',
    period: FIVE_MINUTES,
    usingMetrics: {},
  });
