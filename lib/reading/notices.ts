import { cutPointer } from '../json';
import type { Notice, NoticeCode } from '../order/order-event';

/** The notices of one event. */
export interface Notices {
  /** In the sequence in which their places were found. */
  readonly list: Notice[];
  /** @param count how many places it is about; the path is that of the first */
  add(code: NoticeCode, path: string, message: string, count?: number): void;
  /** Counts notices that are not listed; the path is that of the first. */
  leaveOut(count: number, path: string): void;
}

/** More notices, of as many codes and places, are only counted. */
export const MOST_NOTICES = 500;
/** Of rounded amounts as many exact texts stand in one notice. */
const MOST_EXACT_TEXTS = 20;

/**
 * Collects notices: one for a code and a place with list positions taken out, with the pointer of the first such place
 * and the count of all. A new field in each of a thousand lines is one notice.
 */
export function createNotices(): Notices {
  const list: Notice[] = [];
  const known = new Map<string, Known>();
  let leftOut: CountedNotice | undefined;

  function leaveOut(count: number, path: string): void {
    if (leftOut) leftOut.count += count;
    else {
      leftOut = leftOutNotice(count, path);
      list.push(leftOut);
    }
  }

  return {
    list,
    leaveOut,
    add(code, path, message, count = 1) {
      const shown = cutPointer(path);
      const place = `${code} ${patternOf(shown)}`;
      const same = known.get(place);
      if (same) countMore(same, path, message, count);
      else if (known.size >= MOST_NOTICES) leaveOut(count, shown);
      else {
        // All keys from the start, in sequence: an event whose keys are sorted is written as it stands.
        const notice: Notice = { code, count: count > 1 ? count : undefined, message, path: shown };
        known.set(place, { notice, texts: 1, cut: 0, whole: message });
        list.push(notice);
      }
    },
  };
}

type CountedNotice = Notice & { count: number };

/** The notice that stands for others. */
export const leftOutNotice = (count: number, path: string): CountedNotice => ({
  code: 'NOTICES_LEFT_OUT',
  count,
  message: 'is the first place of notices that were left out',
  path,
});

interface Known {
  readonly notice: Notice;
  /** How many exact texts the message holds, how many it does not, and the message without the word about those. */
  texts: number;
  cut: number;
  whole: string;
}

function countMore(known: Known, path: string, message: string, count: number): void {
  const { notice } = known;
  notice.count = (notice.count ?? 1) + count;
  if (notice.code !== 'AMOUNT_ROUNDED') return;
  if (known.texts < MOST_EXACT_TEXTS) {
    known.texts++;
    known.whole += `; ${cutPointer(path)} ${message}`;
    notice.message = known.whole;
  } else notice.message = `${known.whole}; and ${++known.cut} more`;
}

/** A pointer with `*` for every position of a list. */
export const patternOf = (pointer: string): string => pointer.replace(/\/\d+(?=\/|$)/g, '/*');
