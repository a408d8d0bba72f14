import { describeError } from '../../../functions/aws/log';
import { kindOf } from '../../../lib/schema/issues';
import { type Found, findLetters } from './find';
import { pointAt } from './json';
import { oldReason } from './old-reason';
import { parsedPayload } from './payload';
import { reasonOf } from './reason';
import type { Session } from './session';

/** Reads one letter with today's code and says what becomes of it, or what fails where. */
export async function explain(
  session: Session,
  id: string,
  { reveal = false, json = false }: { reveal?: boolean; json?: boolean },
): Promise<number> {
  const found = await findLetters(session, id);
  if (session.signal.aborted) return 0;
  const { out } = session.terminal;
  if (json) out(JSON.stringify(found.map(describe), null, 2));
  else for (const one of found) for (const line of print(one, reveal)) out(line);
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

function describe(found: Found) {
  const { letter, verdict } = found;
  const { id, orderKey, code, stage } = letter.summary;
  const reason = { code, stage };
  if (verdict.ok) return { id, orderKey, reason, today: { succeeds: true, becomes: verdict.becomes } };
  const payload = parsedPayload(found);
  const issues = verdict.issues.map(({ path, message }): ExplainedIssue => {
    const [, expected, kind] = /^expected (.*?)(?:, found (.*))?$/.exec(message) ?? [];
    return { field: path, expected: expected ?? message, found: kind ?? kindOf(pointAt(payload, path)) };
  });
  return {
    id,
    orderKey,
    reason,
    today: { succeeds: false, code: verdict.code, stage: verdict.stage, issues },
  };
}

function print(found: Found, reveal: boolean): string[] {
  const { letter, verdict } = found;
  const { id, orderKey } = letter.summary;
  const { today } = describe(found);
  const head = [`letter ${id}${orderKey === null ? '' : ` of order ${orderKey}`}`, '', 'then'];
  const lines = [...head, ...oldReason(letter, reveal).map((line) => `  ${line}`), '', 'today'];
  if (verdict.ok) {
    const subject = verdict.event ? ` of order ${verdict.event.metadata.subject}` : '';
    const mapper =
      letter.kind === 'delivery' && verdict.event ? `${verdict.event.metadata.mapper} reads it` : 'It can go';
    const crash = letter.summary.code === null && letter.kind === 'delivery' ? [CRASH] : [];
    return [
      ...lines,
      `  ${mapper}: ${verdict.becomes}${subject}.`,
      ...crash,
      `  npm run dlq -- replay --id ${id.slice(0, 12)}`,
      '',
    ];
  }
  const issues = 'issues' in today ? (today.issues ?? []) : [];
  return [
    ...lines,
    `  It still fails: ${reasonOf(verdict)}. ${firstSentence(verdict.message)}`,
    ...issues.map(({ field, expected, found: kind }) =>
      expected === MISSING
        ? `    ${field || '/'}  ${MISSING}`
        : `    ${field || '/'}  expected ${expected}, found ${kind}`,
    ),
    ...bug(verdict.cause, reveal),
    '',
  ];
}

/** How the wording of issues puts it. */
const MISSING = 'is missing';

const CRASH = '  Reading is not what failed, unless it took too long or too much memory.';

/** Of a failure that lists its places, what comes before them. */
const firstSentence = (message: string): string => /^.*?[.)](?= |$)/s.exec(message)?.[0] ?? message;

/** Where a bug was thrown. Its message can quote the payload. */
function bug(cause: unknown, reveal: boolean): string[] {
  if (cause === undefined) return [];
  const { error, at } = describeError(cause);
  const message = reveal && cause instanceof Error ? `: ${cause.message}` : '';
  return [`    ${error}${message}`, ...(Array.isArray(at) ? at.map((frame) => `      ${frame}`) : [])];
}
