import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { printFileError } from '../print';
import type { DeadLetterQueue } from '../queues';
import type { DeadLetter, Summary } from './dead-letter';
import type { ReceivedMessage } from './traverse';

/** One chosen dead letter: what is small of it in memory, the whole of it in the spool. */
export interface Spooled {
  readonly queue: DeadLetterQueue;
  readonly key: string;
  readonly summary: Summary;
  /** Orders dead letters of one queue and one moment, as text. */
  readonly sequence: string;
  /** Where its text begins in the file, and how long it is, in bytes. */
  readonly position: { readonly start: number; readonly bytes: number };
}

/** Keeps what is too much for memory while the command runs: dead letters by the thousand, up to 1 MiB each. */
export interface Spool {
  write(deadLetter: DeadLetter): Spooled;
  /** The message as it was received. */
  read(spooled: Spooled): ReceivedMessage;
  close(): void;
}

/** The file has no name any more once it is open: nobody else can read it, and nothing of it outlives the command. */
export function openSpool(write: typeof writeSync = writeSync): Spool {
  const directory = mkdtempSync(join(tmpdir(), 'order-events-'));
  const file = openSync(join(directory, 'dead-letters'), 'wx+', 0o600);
  rmSync(directory, { recursive: true, force: true });
  let end = 0;

  function append(text: string): Spooled['position'] {
    const position = { start: end, bytes: Buffer.byteLength(text) };
    try {
      for (let rest = Buffer.from(text); rest.length > 0; ) {
        const written = write(file, rest, 0, rest.length, end);
        end += written;
        rest = rest.subarray(written);
      }
    } catch (error) {
      throw new Error(
        `${tmpdir()}: the temporary file of dead letters cannot be written (${printFileError(error)}). Nothing was replayed or deleted. Make room there, or set TMPDIR to another directory.`,
      );
    }
    return position;
  }

  return {
    write({ summary, received: { queue, key, body, system, attributes } }) {
      const sequence = attributes.sequence ?? system.SequenceNumber ?? system.SentTimestamp ?? '';
      const content: Content = { body, system, attributes };
      return { queue, key, summary, sequence, position: append(JSON.stringify(content)) };
    },
    read({ queue, key, position: { start, bytes } }) {
      const buffer = Buffer.alloc(bytes);
      if (readSync(file, buffer, 0, bytes, start) !== bytes)
        throw new Error('The temporary file of dead letters was cut short. Run the command again.');
      const content: Content = JSON.parse(buffer.toString());
      return { queue, key, ...content };
    },
    close: () => closeSync(file),
  };
}

type Content = Pick<ReceivedMessage, 'body' | 'system' | 'attributes'>;
