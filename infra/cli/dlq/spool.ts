import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where a text lies in the spool. */
export interface Spooled {
  readonly at: number;
  readonly bytes: number;
}

/** Keeps what is too much for memory while the command runs: letters by the thousand, up to a mebibyte each. */
export interface Spool {
  write(text: string): Spooled;
  read(place: Spooled): string;
  close(): void;
}

/** The file has no name any more once it is open: nobody else can read it, and nothing of it outlives the command. */
export function openSpool(): Spool {
  const directory = mkdtempSync(join(tmpdir(), 'order-events-'));
  const file = openSync(join(directory, 'letters'), 'wx+', 0o600);
  rmSync(directory, { recursive: true, force: true });
  let end = 0;
  return {
    write(text) {
      const place = { at: end, bytes: Buffer.byteLength(text) };
      for (let rest = Buffer.from(text); rest.length > 0; ) {
        const written = writeSync(file, rest, 0, rest.length, end);
        end += written;
        rest = rest.subarray(written);
      }
      return place;
    },
    read({ at, bytes }) {
      const buffer = Buffer.alloc(bytes);
      if (readSync(file, buffer, 0, bytes, at) !== bytes)
        throw new Error('the spool of letters is cut short');
      return buffer.toString();
    },
    close: () => closeSync(file),
  };
}
