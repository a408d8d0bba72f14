import * as v from 'valibot';
import type { Issue } from './failure';
import { toIssues } from './schema/issues';
import { isTimeZone } from './time';

/** One webhook registered at a provider, as its secret document describes it. */
export interface Endpoint {
  /** Tried in order; the first is current. Empty: announced, but the secret is not known yet. */
  readonly secrets: readonly string[];
  /** The tenant: part of every order's id. */
  readonly account: string;
  /** The provider's word for the event, where its payload does not say it. */
  readonly event?: string | undefined;
  /** IANA zone of times without an offset. */
  readonly timeZone?: string | undefined;
  /** How `npm run reconcile` asks the provider's API for orders that never came. */
  readonly api?:
    | {
        /** With the right to read orders. */
        readonly token: string;
        /** Where it is, where that is not the provider's usual place. */
        readonly url?: string | undefined;
      }
    | undefined;
  /** How the bytes of an encrypted payload are laid out, where a provider has several ways. */
  readonly layout?: string | undefined;
}

/** Names of endpoints and accounts stand in URLs, ids and rules. */
export const NAME = /^[A-Za-z0-9][\w.-]{0,63}$/;
/** For sentences about a name. */
export const NAME_EXPECTED = '1 to 64 of A–Z a–z 0–9 . _ -';

/** In characters. A shorter one is a slip, or guessed in minutes by whoever has seen one delivery. */
const SECRET_MIN_LENGTH = 6;

const name = v.pipe(v.string(), v.regex(NAME), v.description(NAME_EXPECTED));

/** A secret that cannot be right makes its entry invalid: a delivery is then tried again, instead of refused. */
export const secretEntry = v.pipe(
  v.string(),
  v.check(isPossibleSecret),
  v.description(`a secret: ${SECRET_MIN_LENGTH} characters or more, one line, no placeholder`),
);

/** The token is sent there, so it has to be an encrypted way, or this machine. */
function isApiUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, pathname } = new URL(text);
  return (protocol === 'https:' || hostname === '127.0.0.1') && pathname.endsWith('/');
}

/**
 * The fields of every provider's entry; a provider adds its own. Schemas hold no messages: sentences about an entry are
 * made by `toIssues`, which never quotes a value. A check says with `v.description` what it expects.
 */
export const endpointEntries = {
  secrets: v.array(secretEntry),
  account: name,
  timeZone: v.optional(v.pipe(v.string(), v.check(isTimeZone), v.description('an IANA time zone'))),
  api: v.optional(
    v.strictObject({
      token: secretEntry,
      url: v.optional(
        v.pipe(v.string(), v.check(isApiUrl), v.description('an https URL whose path ends in /')),
      ),
    }),
  ),
};

/** One entry, or its issues: by field, never with a value. */
export type EndpointReading = { readonly endpoint: Endpoint } | { readonly issues: readonly Issue[] };

/** Reads one entry of a secret document with the provider's schema. */
export function readEndpoint(schema: v.GenericSchema<unknown, Endpoint>, entry: unknown): EndpointReading {
  const result = v.safeParse(schema, entry);
  if (result.success) return { endpoint: result.output };
  return { issues: toIssues(schema, result.issues) };
}

/** No platform makes a secret of several lines, with a byte-order mark, or in angle brackets. */
function isPossibleSecret(secret: string): boolean {
  const text = secret.trim();
  const placeholder = text.startsWith('<') && text.endsWith('>');
  return text.length >= SECRET_MIN_LENGTH && !placeholder && !CONTROL.test(secret);
}

/** Line ends and other control characters, the byte-order mark and characters of no width. */
const CONTROL = /[\p{Cc}\p{Cf}\u2028\u2029]/u;
