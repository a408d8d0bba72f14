import * as v from 'valibot';
import { amount, flag, id, list, text, time, whole } from '../../mapping/field-schemas';

export const Transaction = v.object({
  amount,
  auth_code: text,
  currency: text,
  date_created: time,
  external_id: text,
  id,
  is_disputed: flag,
  is_external: flag,
  is_initial_retry: flag,
  is_test: flag,
  network_transaction_id: text,
  parent_id: id,
  payment_details: v.nullish(
    v.object({
      bankcard_first_six: text,
      bankcard_last_four: text,
      card_token: text,
      /** In the provider's sample of a card order, in no OpenAPI. */
      downgrade_3ds_retry: flag,
      gateway: v.nullish(v.object({ id, name: text, type: text })),
      is_3ds: flag,
      optimized_3ds: flag,
      paypal_vault_id: text,
      sca_flow: text,
    }),
  ),
  payment_method: text,
  report_values: v.nullish(v.object({ amount, currency: text })),
  response_code: id,
  statement_descriptor: text,
  status: text,
  type: text,
});
export type Transaction = v.InferOutput<typeof Transaction>;

const ReturnReportValues = v.object({ amount_excl_tax: amount, amount_incl_tax: amount, currency: text });
export type ReturnReportValues = v.InferOutput<typeof ReturnReportValues>;

const RefundAdjustment = v.object({
  amount_excl_tax: amount,
  amount_incl_tax: amount,
  id,
  report_values: v.nullish(ReturnReportValues),
  type: text,
});
export type RefundAdjustment = v.InferOutput<typeof RefundAdjustment>;

const RefundLine = v.object({
  amount_excl_tax: amount,
  amount_incl_tax: amount,
  id,
  line_item_id: id,
  location_id: id,
  quantity: whole,
  report_values: v.nullish(ReturnReportValues),
  restock_type: text,
});
export type RefundLine = v.InferOutput<typeof RefundLine>;

const RefundReportValues = v.object({
  currency: text,
  total_refund_amount: amount,
  total_return_excl_tax: amount,
  total_return_incl_tax: amount,
});
export type RefundReportValues = v.InferOutput<typeof RefundReportValues>;

export const Refund = v.object({
  adjustments: list(RefundAdjustment),
  created_at: time,
  id,
  note: text,
  order_number: text,
  refund_line_items: list(RefundLine),
  report_values: v.nullish(RefundReportValues),
  total_refund_amount: amount,
  total_return_excl_tax: amount,
  total_return_incl_tax: amount,
  transactions: list(Transaction),
  user_id: id,
});
export type Refund = v.InferOutput<typeof Refund>;
