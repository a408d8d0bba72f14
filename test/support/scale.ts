/** `CI_FULL=1`, as it runs at night, does at length what `npm test` does often enough to see a law broken. */
export const FULL = process.env.CI_FULL === '1';

/** How often a law is tried, or how much is sent. */
export const scale = (usual: number, full: number): number => (FULL ? full : usual);
