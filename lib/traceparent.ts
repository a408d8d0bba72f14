/** A W3C `traceparent` as we write it: version 00, neither id all zeros. https://www.w3.org/TR/trace-context/ */
export const TRACEPARENT = /^00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/;

/** What all spans of one trace share: for logs. */
export const traceIdOf = (traceparent: string | undefined): string | undefined => traceparent?.split('-')[1];
