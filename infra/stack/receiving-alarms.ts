import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import type { FailureCode } from '../../lib/failure';
import { secretNameOf } from '../../lib/names';
import { AGAIN, addAlarm, expression, ownMetric } from './alarm';
import type { Pipeline } from './pipeline';

/**
 * What is refused for good is lost, so the first one counts where there is little traffic. Of much, a stray one does not:
 * it takes a fifth of what was signed, or twenty within five minutes.
 */
const SHARE = 0.2;
const COUNT = 20;
/** Of what is answered 503; its sender repeats it. */
const UNAVAILABLE_SHARE = 0.01;

/** The alarms of what one provider sends, up to the queue. */
export function addReceivingAlarms(scope: Construct, pipeline: Pipeline, provider: string): void {
  const dimensions = { Provider: provider };
  const refused = (Code: FailureCode) => ownMetric(pipeline, 'Refused', { ...dimensions, Code });
  const signed = ownMetric(pipeline, 'Signed', dimensions);
  const secret = secretNameOf(provider, pipeline.name);

  addAlarm(scope, `SignatureMismatch-${provider}`, {
    says: `Deliveries of ${provider} are refused, for their signatures match no secret in ${secret}. Their sender may not repeat them.`,
    paragraph: 'Signature mismatch',
    metric: expression(`IF(mismatch >= ${COUNT} OR mismatch >= ${SHARE} * signed, mismatch, 0)`, {
      mismatch: refused('SIGNATURE_MISMATCH'),
      signed,
    }),
  });
  addAlarm(scope, `EndpointRefused-${provider}`, {
    says: `Deliveries of ${provider} go to an endpoint that is not in ${secret}, is invalid there, or has no secret.`,
    paragraph: 'Endpoint refused',
    metric: expression(`IF(refused >= ${COUNT} OR refused >= ${SHARE} * signed, refused, 0)`, {
      refused: expression('SUM([FILL(unknown, 0), FILL(invalid, 0), FILL(empty, 0)])', {
        unknown: refused('ENDPOINT_UNKNOWN'),
        invalid: refused('ENDPOINT_INVALID'),
        empty: refused('ENDPOINT_WITHOUT_SECRET'),
      }),
      signed,
    }),
  });
  addAlarm(scope, `SecretsUnreadable-${provider}`, {
    says: `The secret ${secret} is no JSON object of endpoints, or could not be read. Running functions use the last valid one, new ones answer 503.`,
    paragraph: 'Secrets unreadable',
    metric: expression('SUM([FILL(invalid, 0), FILL(unavailable, 0)])', {
      invalid: ownMetric(pipeline, 'SecretsInvalid', dimensions),
      unavailable: refused('SECRETS_UNAVAILABLE'),
    }),
  });
  addAlarm(scope, `TooLarge-${provider}`, {
    says: `A delivery of ${provider} is larger than the queue carries, and was refused.`,
    paragraph: 'Too large',
    metric: refused('PAYLOAD_TOO_LARGE'),
  });
  addAlarm(scope, `InternalError-${provider}`, {
    says: `A webhook of ${provider} was answered 500: a bug.`,
    paragraph: 'Internal error',
    metric: refused('INTERNAL'),
  });
  addAlarm(scope, `Unavailable-${provider}`, {
    says: `Webhooks of ${provider} keep being answered 503. Senders repeat, but switch off a webhook that keeps failing.`,
    paragraph: 'Unavailable',
    metric: expression(`IF(unavailable >= ${UNAVAILABLE_SHARE} * signed, unavailable, 0)`, {
      unavailable: ownMetric(pipeline, 'Unavailable', dimensions),
      signed,
    }),
    ...AGAIN,
  });
}

/** Rings where nothing was accepted for so long, in whole hours. */
export function addSilenceAlarm(
  scope: Construct,
  pipeline: Pipeline,
  provider: string,
  after: Duration,
): void {
  addAlarm(scope, `Silence-${provider}`, {
    says: `Nothing was accepted from ${provider} for ${after.toHours()} hours.`,
    paragraph: 'Silence',
    metric: ownMetric(
      pipeline,
      'Accepted',
      { Provider: provider },
      { statistic: Stats.SUM, period: Duration.hours(1) },
    ),
    comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
    evaluationPeriods: after.toHours(),
    // No request leaves no number, one that is refused a zero: the alarm's reason says which of them it was.
    treatMissingData: TreatMissingData.BREACHING,
  });
}
