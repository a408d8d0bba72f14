import * as v from 'valibot';
import type { Issue } from './failure';
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
  /** How the bytes of an encrypted payload are laid out, where a provider has several ways. */
  readonly layout?: string | undefined;
}

/** Names of endpoints and accounts stand in URLs, ids and rules. */
export const NAME = /^[A-Za-z0-9][\w.-]{0,63}$/;
export const NAME_EXPECTED = 'expected 1 to 64 of A–Z a–z 0–9 . _ -';

const name = v.pipe(v.string('expected a text'), v.regex(NAME, NAME_EXPECTED));

/** What every provider's entry has; a provider adds its own. */
export const endpointEntries = {
  secrets: v.array(
    v.pipe(v.string('expected a text'), v.nonEmpty('expected a text that is not empty')),
    'expected a list of texts',
  ),
  account: name,
  timeZone: v.optional(
    v.pipe(v.string('expected a text'), v.check(isTimeZone, 'expected an IANA time zone')),
  ),
};

/** One entry, or what is wrong with it: field by field, never a value. */
export type EndpointReading = { readonly endpoint: Endpoint } | { readonly issues: readonly Issue[] };

/** Reads one entry of a secret document with the provider's schema. */
export function readEndpoint(schema: v.GenericSchema<unknown, Endpoint>, entry: unknown): EndpointReading {
  const result = v.safeParse(schema, entry);
  if (result.success) return { endpoint: result.output };
  return {
    issues: result.issues.map((issue) => ({
      path: `/${v.getDotPath(issue)?.replaceAll('.', '/') ?? ''}`,
      message: sayExpectation(issue),
    })),
  };
}

/** valibot's own messages show what was received; these never do. */
function sayExpectation({ kind, type, message, input }: v.BaseIssue<unknown>): string {
  if (type === 'strict_object' && input === undefined) return 'is missing';
  return kind === 'schema' && input === undefined ? 'is missing' : message;
}
