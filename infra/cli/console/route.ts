import type { ServerResponse } from 'node:http';

/** What a page asks for. */
export interface Asked {
  /** What the path's groups caught. */
  readonly words: readonly string[];
  readonly query: URLSearchParams;
  /** The JSON of an action. */
  readonly body: unknown;
  /** Aborted when nobody waits for the answer any more. */
  readonly signal: AbortSignal;
}

export interface Route {
  readonly method: 'GET' | 'POST';
  readonly path: RegExp;
  /**
   * Answers with JSON; with `undefined` where there is nothing of that name, with `handled` where it wrote by itself.
   * @throws UsageError whose message tells the person at the page what to do
   */
  handle(asked: Asked, response: ServerResponse): Promise<object | 'handled' | undefined>;
}
