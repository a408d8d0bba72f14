import type { LeftOut } from '../../provider';

/** Nothing: every field that Phasio documents reaches the event. */
export const leftOut: readonly LeftOut[] = [];
