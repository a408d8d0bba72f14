import { parseJson } from '../../../lib/json';
import type { Letter } from './dead-letter';
import { fieldAt, textAt } from './json';
import { KEPT } from './regroup';
import { plural } from './table';

/** Why a letter is dead, as far as it was recorded then. Messages that others wrote can quote a payload. */
export function oldReason(letter: Letter, reveal: boolean): string[] {
  const { received, summary } = letter;
  const told = (text: string | undefined) =>
    text === undefined ? [] : [reveal ? text : `(${text.length} characters: --reveal)`];
  switch (letter.kind) {
    case 'rule': {
      const { ERROR_MESSAGE, EXHAUSTED_RETRY_CONDITION } = received.attributes;
      const tried = summary.receives === null ? '' : `, tried ${plural(summary.receives, 'time')}`;
      return [
        `The rule ${letter.rule}`,
        `could not bring it to ${letter.target}${tried}: ${summary.code ?? 'no error code'}`,
        ...(EXHAUSTED_RETRY_CONDITION ? [`It gave up because of ${EXHAUSTED_RETRY_CONDITION}.`] : []),
        ...told(ERROR_MESSAGE),
      ];
    }
    case 'function': {
      const answer = fieldAt(parseJson(received.body), 'responsePayload');
      return [
        `The function ${letter.functionArn}`,
        `failed with ${summary.code ?? 'an error'}, invoked ${plural(summary.receives ?? 0, 'time')}.`,
        ...told(textAt(answer, 'errorMessage')),
      ];
    }
    default:
      return deliveryReason(letter);
  }
}

function deliveryReason(letter: Letter & { kind: 'delivery' | 'unreadable' }): string[] {
  const { summary, received } = letter;
  const failure = letter.kind === 'delivery' ? letter.failure : undefined;
  if (failure) {
    const where = failure.mapper === undefined ? '' : `, read by ${failure.mapper}`;
    const retry = failure.retryable ? ' It failed for something outside it: a replay may simply work.' : '';
    return [
      `${failure.code} at ${failure.stage}${where}, received ${plural(failure.receives, 'time')}.${retry}`,
      failure.message,
    ];
  }
  if (summary.code !== null) return [`${summary.code} at ${summary.stage ?? 'an unknown stage'}.`];
  const source = received.attributes.movedFrom ?? received.system[KEPT.movedFrom];
  if (source === undefined)
    return ['It carries no reason, and SQS did not move it here: somebody put it here.'];
  return [
    `SQS moved it here from ${source.split(':').at(-1)}: it was received as often as the queue allows (${summary.receives ?? '?'} times,`,
    'later looks included), and each time the function ended before it could answer: a crash, a time-out, or too',
    'little memory. So nothing was recorded; the function’s log of that time may tell more.',
  ];
}
