/** Colours of a terminal; plain text where there is none, or where nobody wants them. */
export interface Style {
  good(text: string): string;
  warn(text: string): string;
  bad(text: string): string;
  dim(text: string): string;
}

/** What a line says: good or bad news, or what matters less. */
export type Tone = keyof Style;

/** @see https://no-color.org */
export function createStyle(isTerminal: boolean | undefined, env: NodeJS.ProcessEnv): Style {
  const colours = isTerminal === true && !env.NO_COLOR && env.TERM !== 'dumb';
  const colour = (code: number) => (text: string) => (colours ? `\u001B[${code}m${text}\u001B[0m` : text);
  return { good: colour(32), warn: colour(33), bad: colour(31), dim: colour(2) };
}
