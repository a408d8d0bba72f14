import { resource, type Template } from '../infra/templates';
import { PRICES } from './prices';
import type { Terms } from './terms';

const SECONDS_A_DAY = 86_400;
const GIGABYTE = 1e9;
/** Assumed, not measured: such a request waits for nobody. */
const BILLED_SECONDS = 0.005;
/** What API Gateway counts a request in. */
export const METERED_BYTES = 512 * 1_024;
/** The largest that an HTTP API takes. */
export const LARGEST_BYTES = 10 * 1_024 * 1_024;

/** What is known of a request of the flood. */
export interface FloodRequest {
  /** Of its body. */
  readonly bytes: number;
  /** That it leaves in the logs. */
  readonly logBytes: number;
  /** Of the function that refuses it. */
  readonly memoryMiB: number;
}

/** What a day of unsigned requests to one route costs at most: the route's throttle bounds it. */
export function floodBill(template: Template, { bytes, logBytes, memoryMiB }: FloodRequest): Terms {
  const requests = requestsPerSecond(template) * SECONDS_A_DAY;
  return {
    'API Gateway': requests * PRICES.httpRequest.dollars * Math.max(1, Math.ceil(bytes / METERED_BYTES)),
    'Lambda (5 ms assumed)':
      requests *
      (PRICES.invocation.dollars + (PRICES.gigabyteSecond.dollars * BILLED_SECONDS * memoryMiB) / 1_024),
    logs: (requests * PRICES.loggedGigabyte.dollars * logBytes) / GIGABYTE,
  };
}

/** What each route accepts on average. */
export const requestsPerSecond = (template: Template): number =>
  resource(template, 'AWS::ApiGatewayV2::Stage').Properties.DefaultRouteSettings.ThrottlingRateLimit;
