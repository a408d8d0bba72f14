import { BUS_LIMITS } from '../../../functions/aws/bus';
import { describeError } from '../../../functions/aws/log';
import { kindOf } from '../../../lib/schema/issues';
import { pointAt } from '../fields';
import { printValue, shortId } from '../print';
import { type Line, printLines } from '../terminal';
import type { Assessment } from './assess';
import type { DeadLetter } from './dead-letter';
import { parsedPayload, payloadText } from './mask-payload';
import { describeReason, reasonOf } from './reason';
import { remedyOf } from './remedies';
import type { Session } from './session';

/** Reads one dead letter with today's code and prints what it becomes, or what fails where. */
export async function explain(
  session: Session,
  id: string,
  { reveal = false, json = false }: { reveal?: boolean; json?: boolean },
): Promise<number> {
  const { terminal, signal } = session;
  const described = [];
  for (const deadLetter of await session.find(id)) {
    const assessment = await session.assess(deadLetter);
    if (signal.aborted) return 0;
    if (json) described.push(describe(deadLetter, assessment));
    else printLines(terminal, print(deadLetter, assessment, reveal));
  }
  if (json) terminal.json(described);
  return 0;
}

/** One place in the payload. */
interface ExplainedIssue {
  /** JSON Pointer from the payload's root. */
  readonly field: string;
  readonly expected: string;
  /** The kind of what stands there today, never the value. */
  readonly found: string;
}

function describe(deadLetter: DeadLetter, assessment: Assessment) {
  const { id, orderKey, code, stage } = deadLetter.summary;
  const today = assessment.ok
    ? { succeeds: true, becomes: assessment.becomes }
    : {
        succeeds: false,
        code: assessment.code,
        stage: assessment.stage,
        detail: assessment.detail,
        thenDo: remedyOf(assessment.code),
        issues: describeIssues(deadLetter, assessment),
      };
  return { id, orderKey, reason: { code, stage }, today };
}

function describeIssues(deadLetter: DeadLetter, assessment: Assessment & { ok: false }): ExplainedIssue[] {
  const payload = parsedPayload(deadLetter, assessment);
  return assessment.issues.map(({ path, message }) => {
    const [, expected, kind] = /^expected (.*?)(?:, found (.*))?$/.exec(message) ?? [];
    return { field: path, expected: expected ?? message, found: kind ?? kindOf(pointAt(payload, path)) };
  });
}

function print(deadLetter: DeadLetter, assessment: Assessment, reveal: boolean): Line[] {
  const { id, orderKey } = deadLetter.summary;
  const [answer, ...more] = assessment.ok
    ? printReplayable(deadLetter, assessment)
    : printBlocker(deadLetter, assessment, reveal);
  return [
    `dead letter ${printValue(id)}${orderKey === null ? '' : ` of order ${printValue(orderKey)}`}`,
    '',
    ['then', 'dim'],
    ...describeReason(deadLetter, reveal).map((line) => `  ${printValue(line)}`),
    '',
    ['today', 'dim'],
    [`  ${printValue(answer)}`, assessment.ok ? 'good' : 'bad'],
    ...more.map((line) => `  ${printValue(line)}`),
    '',
  ];
}

function printReplayable(
  { kind, summary }: DeadLetter,
  { event, becomes }: Assessment & { ok: true },
): string[] {
  const subject = event ? ` of order ${event.metadata.subject}` : '';
  const reader = kind === 'delivery' && event ? `${event.metadata.mapper} reads it` : 'It can go';
  const crashed = summary.code === null && kind === 'delivery';
  return [
    `${reader}: ${becomes}${subject}.`,
    ...(crashed ? ['Reading is not what failed, unless it took too long or too much memory.'] : []),
    `npm run dlq -- replay --id ${shortId(summary.id)}`,
  ];
}

function printBlocker(
  deadLetter: DeadLetter,
  blocker: Assessment & { ok: false },
  reveal: boolean,
): string[] {
  return [
    `It still fails: ${reasonOf(blocker)}. ${firstSentence(blocker.message)}`,
    ...describeIssues(deadLetter, blocker).map(
      ({ field, expected, found }) =>
        `  ${field || '/'}  ${expected === MISSING ? MISSING : `expected ${expected}, found ${found}`}`,
    ),
    ...(blocker.detail === undefined ? [] : [`  ${blocker.detail}`]),
    ...printSize(deadLetter, blocker),
    ...printBug(blocker.cause, reveal),
    ...printRemedy(blocker),
  ];
}

function printRemedy({ code }: Assessment & { ok: false }): string[] {
  const remedy = remedyOf(code);
  return remedy === undefined ? [] : [`Then do: ${remedy}`];
}

/** Where size is the matter. The event itself was not made to its end. */
function printSize(deadLetter: DeadLetter, blocker: Assessment & { ok: false }): string[] {
  if (blocker.code !== 'EVENT_TOO_LARGE' || deadLetter.kind !== 'delivery') return [];
  const bytes = Buffer.byteLength(payloadText(deadLetter, blocker)).toLocaleString('en');
  const limit = BUS_LIMITS.bytes.toLocaleString('en');
  return [`  The payload has ${bytes} bytes. The event has to stay below ${limit}.`];
}

/** How the wording of issues puts it. */
const MISSING = 'is missing';

/** Of a failure that lists its places, what comes before them. */
const firstSentence = (message: string): string => /^.*?[.)](?= |$)/s.exec(message)?.[0] ?? message;

/** Where a bug was thrown. Its message can quote the payload. */
function printBug(cause: unknown, reveal: boolean): string[] {
  if (cause === undefined) return [];
  const { error, at } = describeError(cause);
  const message = reveal && cause instanceof Error ? `: ${cause.message}` : '';
  return [`  ${error}${message}`, ...(Array.isArray(at) ? at.map((frame) => `    ${frame}`) : [])];
}
