import { Failure } from '../../failure';
import { fieldOf, isObject } from '../../json';
import type { Report } from '../../reading/report';
import { API_VERSION } from './schema';
import { API_VERSION_2023 } from './schema-2023-02-10';

export type ApiVersion = typeof API_VERSION | typeof API_VERSION_2023;

/** Has the shape of this version today, and may change any day. */
const UNSTABLE = 'unstable';

/**
 * The version whose shape a payload has. Where none is stated, the shape itself says it, with a notice.
 * @throws Failure `UNSUPPORTED_VERSION`
 */
export function versionOf(payload: unknown, report: Report): ApiVersion {
  const stated = fieldOf(payload, 'api_version');
  if (stated === API_VERSION || stated === API_VERSION_2023) return stated;
  if (typeof stated === 'string' && stated !== '' && stated !== UNSTABLE)
    throw new Failure('UNSUPPORTED_VERSION', [
      { path: '/api_version', message: `expected ${API_VERSION}, ${API_VERSION_2023} or ${UNSTABLE}` },
    ]);
  const version = stated === UNSTABLE ? API_VERSION : shapeOf(fieldOf(payload, 'data'));
  const what = stated === UNSTABLE ? 'is unstable' : 'states no version';
  report.notice('UNKNOWN_VALUE', '/api_version', `${what}; read as ${version}`);
  return version;
}

const shapeOf = (order: unknown): ApiVersion =>
  hasAny(fieldOf(order, 'lines'), ['product', 'stockrecord', 'price_currency']) ||
  hasAny(fieldOf(order, 'fulfillments'), ['carrier', 'date_created'])
    ? API_VERSION_2023
    : API_VERSION;

/** Whether the first item of a list has one of these fields. */
const hasAny = (list: unknown, keys: readonly string[]): boolean =>
  Array.isArray(list) && isObject(list[0]) && keys.some((key) => Object.hasOwn(list[0], key));
