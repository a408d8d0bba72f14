import { readDelivery } from '../../../lib/delivery';
import { parseJson } from '../../../lib/json';
import { UsageError } from '../exit';
import { fieldAt, textAt } from '../fields';
import { payloadOf } from './detail';
import type { Known } from './source';

/** What a delivery can be copied as. */
export const COPIES = { curl: toCurl, fixture: toFixture, pattern: toPattern } as const;
export type Copy = keyof typeof COPIES;

/** The request as it came, to be sent again. Its signature is in it: where that has a time, it holds for a while only. */
function toCurl({ request }: Known): string {
  if (!request) throw new UsageError('This source does not hold the request.');
  const { path, headers, body } = request;
  const address = `"\${WEBHOOKS:-http://127.0.0.1:3000}"${quote(path)}`;
  const kept = Object.entries(headers).filter(([name]) => !MADE_ON_THE_WAY.test(name));
  const lines = [
    `curl -sS ${address}`,
    ...kept.map(([name, value]) => `-H ${quote(`${name}: ${value}`)}`),
    ...(isText(body) ? [`--data-binary ${quote(Buffer.from(body).toString())}`] : ['--data-binary @-']),
  ];
  const command = lines.join(' \\\n  ');
  return isText(body)
    ? command
    : `printf %s ${quote(Buffer.from(body).toString('base64'))} | base64 -d | ${command}`;
}

/** What a client or a proxy adds by itself. */
const MADE_ON_THE_WAY =
  /^(?:host|connection|content-length|accept|accept-.*|sec-.*|x-forwarded-.*|x-amzn-.*|via|user-agent|transfer-encoding)$/i;

/** A shell script that lays out the fixture; its expected outcome is written by `npm run outcome`. */
function toFixture(known: Known): string {
  if (known.message === undefined) throw new UsageError('This source does not hold the payload.');
  const { provider, event, timeZone, claims, id } = readDelivery(known.message);
  const folder = `lib/providers/${provider}/fixtures/from-${id.slice(0, 12)}`;
  const payload = payloadOf(known);
  const laidOut = parseJson(payload) === undefined ? payload : JSON.stringify(JSON.parse(payload), null, 2);
  const delivery = JSON.stringify({ event, timeZone, claims }, null, 2);
  return [
    '# What is personal in it has to be made up before it is committed.',
    `mkdir -p ${folder}`,
    `printf '%s\\n' ${quote(laidOut)} > ${folder}/payload.json`,
    ...(delivery === '{}' ? [] : [`printf '%s\\n' ${quote(delivery)} > ${folder}/delivery.json`]),
    `npm run outcome -- ${provider}/from-${id.slice(0, 12)}`,
  ].join('\n');
}

/** A rule's pattern that this event matches: its source, type, account and statuses, nothing of a person. */
function toPattern({ event }: Known): string {
  const detail = event === undefined ? undefined : parseJson(event);
  const provider = textAt(detail, 'metadata', 'provider');
  if (provider === undefined) throw new UsageError('There is no event of it yet.');
  const order = fieldAt(detail, 'data', 'order');
  const status = Object.fromEntries(
    ['order', 'payment', 'fulfillment'].flatMap((name) => {
      const value = textAt(order, 'status', name, 'value');
      return value === undefined ? [] : [[name, { value: [value] }]];
    }),
  );
  const currency = textAt(order, 'currency');
  const pattern = {
    source: [`orders.${provider}`],
    'detail-type': [textAt(detail, 'metadata', 'type')],
    detail: {
      metadata: {
        account: [textAt(detail, 'metadata', 'account')],
        test: [fieldAt(detail, 'metadata', 'test')],
      },
      // Not every event carries an order, and a pattern takes no empty object.
      ...(currency !== undefined && {
        data: { order: { currency: [currency], ...(Object.keys(status).length > 0 && { status }) } },
      }),
    },
  };
  return JSON.stringify(pattern, null, 2);
}

const quote = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

const isText = (body: Uint8Array): boolean =>
  Buffer.from(Buffer.from(body).toString()).equals(Buffer.from(body)) && !body.includes(0);
