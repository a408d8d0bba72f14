import { Failure, type Issue } from '../failure';
import { cutPointer } from '../json';
import type { Notice, NoticeCode } from '../order/order-event';
import type { Findings } from '../schema/traverse';
import { createBudget } from './budget';
import { copyFree } from './free-value';
import { createNotices } from './notices';

/** What is reported beside the order while a payload is read. */
export interface Report extends Findings {
  readonly notices: Notice[];
  /** By JSON Pointer: what no schema knows, and what has another type than documented. */
  readonly unmapped: Record<string, unknown>;
  /** Required fields that are missing or invalid; empty where the order can be read. */
  readonly issues: Issue[];
  /** Reports something that a careful reader wants to know. One notice stands for a code and a place in lists. */
  notice(code: NoticeCode, path: string, message: string): void;
  /** Counts an item of a list that is mapped, whatever comes of it: one without content costs as much as another. */
  countItem(): void;
  /**
   * What shoppers and merchants write, texts and JSON alike, as it may be passed on: without what is a credential, by
   * its look. The names of its fields do not count.
   */
  free(path: string, value: unknown): unknown;
}

/** @throws Failure from its methods: `EVENT_TOO_LARGE` or `SCHEMA_MISMATCH` as soon as reading on is of no use */
export function createReport(): Report {
  const notices = createNotices();
  const budget = createBudget();
  const unmapped: Record<string, unknown> = {};
  const issues: Issue[] = [];

  function missing(path: string, message: string): void {
    issues.push({ path: cutPointer(path), message });
    if (issues.length === MOST_ISSUES) throw new Failure('SCHEMA_MISMATCH', issues);
  }

  function copy(path: string, value: unknown, byName: boolean): unknown {
    if (!isDeeperThan(MOST_LEVELS, value)) return copyFree(value, { path, byName, budget, notices });
    missing(path, `expected at most ${MOST_LEVELS} levels of lists and objects`);
    return undefined;
  }

  function setAside(code: NoticeCode, path: string, value: unknown, message: string): void {
    budget.spend(path.length + 3);
    notices.add(code, path, message);
    unmapped[path] = copy(path, value, true);
  }

  return {
    notices: notices.list,
    unmapped,
    issues,
    notice: (code, path, message) => notices.add(code, path, message),
    countItem: () => budget.spend(ITEM_CHARACTERS),
    free: (path, value) => copy(path, value, false),
    unknown(path, value) {
      if (!isEmpty(value)) setAside('UNMAPPED_FIELD', path, value, 'is in no schema that we know');
    },
    respelled(path, message) {
      budget.spend(ITEM_CHARACTERS);
      notices.add('UNEXPECTED_TYPE', path, message);
    },
    unfit: (path, value, message) => setAside('UNEXPECTED_TYPE', path, value, message),
    missing,
  };
}

/** @throws Failure `SCHEMA_MISMATCH` where a required field was missing or invalid */
export function assertNoIssues({ issues }: Report): void {
  if (issues.length > 0) throw new Failure('SCHEMA_MISMATCH', issues);
}

/** An item that says anything takes as many characters of the event at the least: `{"id":"1"},`. */
const ITEM_CHARACTERS = '{"id":"1"},'.length;

/** Nobody reads more of them. */
const MOST_ISSUES = 100;

/** Deeper than anything that anybody sends; recursion along a value has room for it, whatever the stack. */
const MOST_LEVELS = 200;

const isDeeperThan = (levels: number, value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (levels === 0 || Object.values(value).some((child) => isDeeperThan(levels - 1, child)));

/** An unknown field without content is no news. */
const isEmpty = (value: unknown): boolean =>
  value === null || value === '' || (typeof value === 'object' && Object.keys(value).length === 0);
