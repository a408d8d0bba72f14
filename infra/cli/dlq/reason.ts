import { parseJson } from '../../../lib/json';
import { fieldAt, textAt } from '../fields';
import { plural } from '../print';
import { targetNameOf } from './assess-event';
import type { DeadLetter, Summary } from './dead-letter';
import { KEPT } from './regroup';

/** Why, in a few words. */
export function reasonOf({ code, stage }: Pick<Summary, 'code' | 'stage'>): string {
  if (code === null) return 'no reason recorded';
  return stage === null ? code : `${code} (${stage})`;
}

/**
 * Where it failed first: `/data/currency is missing`, with list positions taken out, or the subscriber's target. Empty
 * where that is not recorded.
 */
export function placeOf(deadLetter: DeadLetter): string {
  if (deadLetter.kind === 'rule') return `to ${targetNameOf(deadLetter.target)}`;
  if (deadLetter.kind === 'function') return `in ${targetNameOf(deadLetter.functionArn)}`;
  const failure = deadLetter.kind === 'delivery' ? deadLetter.failure : undefined;
  const [path] = failure?.paths ?? [];
  if (!failure || !path) return '';
  // The message lists its issues behind a sentence: see `describeIssue`.
  const [, issue = ''] = failure.message.split(`${path}: `);
  const [words = ''] = issue.split('; ');
  return `${path.replace(/\/\d+(?=\/|$)/g, '/*')} ${words}`.trim();
}

/**
 * Why it is a dead letter, in sentences, as far as that was recorded then.
 * @param reveal shows messages that others wrote, which can quote a payload
 */
export function describeReason(deadLetter: DeadLetter, reveal: boolean): string[] {
  const { received, summary } = deadLetter;
  const quote = (text: string | undefined) =>
    text === undefined ? [] : [reveal ? text : `(${text.length} characters: --reveal shows them)`];
  switch (deadLetter.kind) {
    case 'rule': {
      const { ERROR_MESSAGE, EXHAUSTED_RETRY_CONDITION } = received.attributes;
      const tried = summary.receives === null ? '' : `, tried ${plural(summary.receives, 'time')}`;
      return [
        `The rule ${deadLetter.rule}`,
        `could not bring it to ${deadLetter.target}${tried}: ${summary.code ?? 'no error code'}`,
        ...(EXHAUSTED_RETRY_CONDITION ? [`It gave up because of ${EXHAUSTED_RETRY_CONDITION}.`] : []),
        ...quote(ERROR_MESSAGE),
      ];
    }
    case 'function': {
      const answer = fieldAt(parseJson(received.body), 'responsePayload');
      return [
        `The function ${deadLetter.functionArn}`,
        `failed with ${summary.code ?? 'an error'}, invoked ${plural(summary.receives ?? 0, 'time')}.`,
        ...quote(textAt(answer, 'errorMessage')),
      ];
    }
    default:
      return describeDelivery(deadLetter);
  }
}

function describeDelivery(deadLetter: DeadLetter & { kind: 'delivery' | 'unreadable' }): string[] {
  const { summary, received } = deadLetter;
  const failure = deadLetter.kind === 'delivery' ? deadLetter.failure : undefined;
  if (failure) {
    const where = failure.mapper === undefined ? '' : `, read by ${failure.mapper}`;
    const retry = failure.retryable ? ' The cause was outside it: a replay may simply work.' : '';
    return [
      `${failure.code} at ${failure.stage}${where}, received ${plural(failure.receives, 'time')}.${retry}`,
      failure.message,
    ];
  }
  if (summary.code !== null) return [`${summary.code} at ${summary.stage ?? 'an unknown stage'}.`];
  const source = received.attributes.movedFrom ?? received.system[KEPT.movedFrom];
  if (source === undefined)
    return ['No reason is recorded, and SQS did not move it here: somebody sent it here.'];
  return [
    `SQS moved it here from ${source.split(':').at(-1)}: it was received as often as the queue allows`,
    `(${summary.receives ?? '?'} times, later looks included), and each time the function ended before it could answer: a`,
    'crash, a time-out, or too little memory. So nothing was recorded; see the function’s log of that time.',
  ];
}
