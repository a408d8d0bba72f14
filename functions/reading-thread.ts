import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { Failure, type FailureCode, type Issue, type Stage } from '../lib/failure';
import type { Reader } from '../lib/provider';
import { type DeliveryHead, type ReadyRecord, type RecordReading, readHead, readRecord } from './read-record';

/**
 * Reads a message in a thread of its own: it may run out of memory or time, and nothing else is lost. Never rejects:
 * what is not read by then fails with `READING_ABORTED`.
 */
export type ReadAlone = (
  provider: Pick<Reader, 'name'> | undefined,
  record: { readonly body: string },
  milliseconds: number,
) => Promise<RecordReading>;

/** Half of the function's memory: many times what the largest delivery needs. */
const MOST_MEGABYTES = 256;

/**
 * Starts the thread when it is first used, keeps it, and replaces it once it has ended.
 * @param file a script that calls `serveReading` in the thread
 */
export function createReadAlone(file: string, megabytes = MOST_MEGABYTES): ReadAlone {
  let thread: Worker | undefined;

  function start(): Worker {
    const started = new Worker(file, {
      workerData: READING_THREAD,
      resourceLimits: { maxOldGenerationSizeMb: megabytes },
    });
    started.unref();
    started.on('exit', () => {
      if (thread === started) thread = undefined;
    });
    return started;
  }

  return (provider, { body }, milliseconds) =>
    new Promise((resolve) => {
      thread ??= start();
      const reader = thread;
      const finish = (reading: RecordReading) => {
        clearTimeout(timer);
        reader.removeAllListeners('message');
        reader.removeAllListeners('error');
        resolve(reading);
      };
      const abort = (why: string) => {
        thread = undefined;
        void reader.terminate();
        finish({
          delivery: readHead(body),
          failure: new Failure('READING_ABORTED', [{ path: '', message: why }]),
        });
      };
      const timer = setTimeout(() => abort(`It took more than ${milliseconds / 1_000} s.`), milliseconds);
      reader.once('message', (answer: Answer) => finish(toReading(answer)));
      reader.once('error', (error: NodeJS.ErrnoException) =>
        abort(
          error.code === 'ERR_WORKER_OUT_OF_MEMORY'
            ? `It took more than ${megabytes} MB of memory.`
            : `Its thread ended: ${error.name}.`,
        ),
      );
      reader.postMessage({ provider: provider?.name, body } satisfies Question);
    });
}

const READING_THREAD = 'order-events: reading thread';

/** Whether this is such a thread. */
export const isReadingThread = (): boolean => !isMainThread && workerData === READING_THREAD;

/** Answers in the thread until it is ended. */
export function serveReading(readers: readonly Reader[]): void {
  parentPort?.on('message', ({ provider, body }: Question) => {
    const reading = readRecord(
      readers.find(({ name }) => name === provider),
      { body },
    );
    parentPort?.postMessage(toAnswer(reading));
  });
}

interface Question {
  readonly provider: string | undefined;
  readonly body: string;
}

/** What passes between threads is plain data: an error loses its class and its fields on the way. */
type Answer = ReadyRecord | { readonly delivery?: DeliveryHead | undefined; readonly failed: PlainFailure };

interface PlainFailure {
  readonly code: FailureCode;
  readonly stage: Stage;
  readonly issues: readonly Issue[];
  /** Without its message, which may quote the payload. */
  readonly cause?: { readonly name: string; readonly stack: string } | undefined;
}

function toAnswer(reading: RecordReading): Answer {
  if (!('failure' in reading)) return reading;
  const { code, stage, issues, cause } = reading.failure;
  const failed = {
    code,
    stage,
    issues,
    cause: cause instanceof Error ? { name: cause.name, stack: framesOf(cause) } : undefined,
  };
  return { delivery: reading.delivery, failed };
}

function toReading(answer: Answer): RecordReading {
  if (!('failed' in answer)) return answer;
  const { code, stage, issues, cause } = answer.failed;
  const thrown = cause && Object.assign(new Error(''), cause);
  return { delivery: answer.delivery, failure: new Failure(code, issues, { stage, cause: thrown }) };
}

/** The stack begins with the message, whose lines can look like frames. */
const framesOf = ({ stack = '', message }: Error): string => stack.replace(message, () => '');
