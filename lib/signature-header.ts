/** How a header that holds several values is written. */
export interface HeaderGrammar {
  /** Between two entries. */
  readonly between: string;
  /** Between an entry's tag and its value. */
  readonly after: string;
}

/** `t=1764064800,v1=5257…,v1=7f3a…`: Stripe and those who do as Stripe does. */
export const COMMA_LIST: HeaderGrammar = { between: ',', after: '=' };
/** `v1,g0hM9… v1,bm9ldH…`: Standard Webhooks. */
export const SPACE_LIST: HeaderGrammar = { between: ' ', after: ',' };

/**
 * The values of one tag in a header, in their order: a provider that rotates its secret signs with both. A tag that
 * is repeated is as good as its best value; other tags are another version of the signature, and none of ours.
 * @example taggedValues('t=5,v1=aa,v1=bb,v0=cc', 'v1', COMMA_LIST) // ['aa', 'bb']
 */
export const taggedValues = (header: string, tag: string, { between, after }: HeaderGrammar): string[] =>
  header
    .split(between)
    .map((entry) => entry.trim())
    .filter((entry) => entry.startsWith(tag + after))
    .map((entry) => entry.slice(tag.length + after.length));

/**
 * Whether a signed timestamp is near enough to now, before or after it: a request that was recorded cannot be sent
 * again later. A text that is no whole number of seconds is not.
 * @param timestamp seconds since 1970
 * @param now milliseconds since 1970
 */
export const isRecent = (timestamp: string, now: number, toleranceSeconds = TOLERANCE_SECONDS): boolean =>
  SECONDS.test(timestamp) && Math.abs(now - Number(timestamp) * 1000) <= toleranceSeconds * 1000;

/** What Stripe and Standard Webhooks allow. */
const TOLERANCE_SECONDS = 300;
const SECONDS = /^\d{1,12}$/;
