/**
 * What every SDK client here is made with. A call gives up after two tries of at most three seconds, so `receive`
 * answers before its sender gives up and `normalize` before its time-out.
 */
export const CLIENT_SETTINGS = {
  maxAttempts: 2,
  requestHandler: {
    connectionTimeout: 1_000,
    requestTimeout: 3_000,
    throwOnRequestTimeout: true,
    // The request's time ends with the answer's first line; for the rest the SDK would wait up to 15 minutes.
    socketTimeout: 3_000,
  },
} as const;
