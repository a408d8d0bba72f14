import type { Summary } from './summary';

/** Why, in a few words. */
export function reasonOf({ code, stage }: Pick<Summary, 'code' | 'stage'>): string {
  if (code === null) return 'no reason recorded';
  return stage === null ? code : `${code} (${stage})`;
}
