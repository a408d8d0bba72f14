import * as v from 'valibot';
import { amount, code, measure, whole } from './fields';

export const manufacturing = v.strictObject({
  technology: v.optional(code),
  material: v.optional(code),
  color: v.optional(code),
  infill: v.optional(code),
  precision: v.optional(code),
  /** In the provider's units, which it does not state. */
  geometry: v.optional(
    v.strictObject({
      volume: v.optional(measure),
      area: v.optional(measure),
      width: v.optional(measure),
      height: v.optional(measure),
      depth: v.optional(measure),
      minBoundingBoxVolume: v.optional(measure),
      minimumWallThickness: v.optional(measure),
      convexHullVolume: v.optional(measure),
      shrinkWrapVolume: v.optional(measure),
    }),
  ),
  postProcessings: v.optional(v.array(v.strictObject({ name: v.optional(code), price: v.optional(amount) }))),
  steps: v.optional(v.array(v.strictObject({ name: v.optional(code), sequence: v.optional(whole) }))),
});
