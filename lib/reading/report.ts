import { Failure, type Issue } from '../failure';
import { pointerStep } from '../json';
import type { Notice, NoticeCode } from '../order/order-event';
import type { Findings } from '../schema/traverse';
import { sortByKey } from './canonical-json';
import { redactCredentials } from './credentials';

/** What is reported beside the order while a payload is read. */
export interface Report extends Findings {
  readonly notices: Notice[];
  readonly unmapped: Record<string, unknown>;
  /** Required fields that are missing or invalid; empty where the order can be read. */
  readonly issues: Issue[];
  notice(code: NoticeCode, path: string, message: string): void;
  /** A provider's free JSON as it may be passed on: without credentials. */
  free(path: string, value: unknown): unknown;
}

export function createReport(): Report {
  const notices: Notice[] = [];
  const unmapped: Record<string, unknown> = {};
  const issues: Issue[] = [];

  const notice = (code: NoticeCode, path: string, message: string) => {
    notices.push({ code, message, path });
  };
  const free = (path: string, value: unknown) => {
    if (isDeeperThan(MOST_LEVELS, value)) {
      issues.push({ path, message: `expected at most ${MOST_LEVELS} levels of lists and objects` });
      return undefined;
    }
    const safe = redactCredentials(value, path, (at) =>
      notice('VALUE_WITHHELD', at, 'is named like a credential'),
    );
    return exact(safe, path, (at) =>
      notice('NUMBER_INEXACT', at, 'is a number beyond what JavaScript holds'),
    );
  };
  const setAside = (code: NoticeCode, path: string, value: unknown, message: string) => {
    notice(code, path, message);
    unmapped[path] = free(path, value);
  };

  return {
    notices,
    unmapped,
    issues,
    notice,
    free,
    unknown: (path, value) => setAside('UNMAPPED_FIELD', path, value, 'is in no schema that we know'),
    unfit: (path, value, message) => setAside('UNEXPECTED_TYPE', path, value, message),
    missing: (path, message) => issues.push({ path, message }),
  };
}

/** @throws Failure `SCHEMA_MISMATCH` where a required field was missing or invalid */
export function assertNoIssues({ issues }: Report): void {
  if (issues.length > 0) throw new Failure('SCHEMA_MISMATCH', issues);
}

/** Deeper than anything that anybody sends; recursion along a value has room for it, whatever the stack. */
const MOST_LEVELS = 200;

const isDeeperThan = (levels: number, value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (levels === 0 || Object.values(value).some((child) => isDeeperThan(levels - 1, child)));

/** The value as JSON can hold it, keys sorted as far as they can be; numbers that reading changed are reported. */
function exact(value: unknown, path: string, report: (path: string) => void): unknown {
  if (typeof value === 'number' && Math.abs(value) > Number.MAX_SAFE_INTEGER) {
    report(path);
    return Number.isFinite(value) ? value : null;
  }
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item, i) => exact(item, `${path}/${i}`, report));
  return Object.fromEntries(
    sortByKey(Object.entries(value)).map(([key, child]) => [
      key,
      exact(child, `${path}/${pointerStep(key)}`, report),
    ]),
  );
}
