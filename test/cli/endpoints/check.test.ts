import { readCapture } from '../../../infra/cli/endpoints/capture';
import { type CheckOptions, checkDelivery } from '../../../infra/cli/endpoints/check';
import { UsageError } from '../../../infra/cli/exit';
import type { Endpoint } from '../../../lib/endpoint';
import type { Provider } from '../../../lib/provider';
import { providers } from '../../../lib/providers';
import { kitOf } from '../../../lib/providers/kits';
import type { WebhookRequest } from '../../../lib/webhook';

const AT = Date.UTC(2026, 10, 25);

function captured(provider: Provider): { request: WebhookRequest; options: Omit<CheckOptions, 'request'> } {
  const { endpoints } = kitOf(provider);
  const [[name, first], ...others] = Object.entries(endpoints) as [
    [string, Endpoint],
    ...[string, Endpoint][],
  ];
  const event = first.event ?? Object.keys(provider.events)[0] ?? '';
  const request = provider.sign(provider.sample(event, first.account), first, { now: AT, event });
  const endpoint = { ...first, secrets: first.secrets.slice(0, 1) };
  return { request, options: { provider, name, endpoint, others: Object.fromEntries(others), at: AT } };
}

describe.each(providers.map((provider) => [provider.name, provider] as const))(
  'a delivery of %s',
  (_, provider) => {
    const { request, options } = captured(provider);
    const { endpoint, others } = options;
    const [[otherName, other]] = Object.entries(others) as [[string, Endpoint]];
    const header = provider.signatureHeader;
    const value = request.headers[header] ?? '';
    const wrong = { ...endpoint, secrets: other.secrets };
    const check = (changed: Partial<CheckOptions>) => checkDelivery({ ...options, request, ...changed });
    const withHeader = (text: string) => ({ ...request, headers: { ...request.headers, [header]: text } });
    const withBody = (text: string) => ({ ...request, body: Buffer.from(text) });

    it.each([
      ['as it came', {}, { code: 'MATCHES' }],
      [
        'made with an older secret',
        { endpoint: { ...endpoint, secrets: [...other.secrets, ...endpoint.secrets] } },
        { code: 'MATCHES_OLDER_SECRET', detail: `secret ${other.secrets.length + 1}` },
      ],
      [
        'without its header',
        { request: { ...request, headers: {} } },
        { code: 'NO_SIGNATURE', detail: header },
      ],
      [
        'made with a secret that was taken out',
        { endpoint: wrong, previous: endpoint, others: {} },
        { code: 'PREVIOUS_DOCUMENT' },
      ],
      [
        "made with another endpoint's secret",
        { endpoint: wrong, others: { [otherName]: endpoint } },
        { code: 'OTHER_ENDPOINT', detail: otherName },
      ],
      [
        'with a secret in quotes',
        { endpoint: { ...endpoint, secrets: [` "${endpoint.secrets[0]}"`] } },
        { code: 'SECRET_WRAPPED' },
      ],
      ['made with a secret of nobody here', { endpoint: wrong, others: {} }, { code: 'NO_MATCH' }],
      [
        'with a signature in Base64',
        { request: withHeader(Buffer.from(value, 'hex').toString('base64')) },
        { code: 'OTHER_ENCODING', detail: 'hexadecimal instead of Base64' },
      ],
      [
        'with a prefix before the signature',
        { request: withHeader(`sha256=${value}`) },
        { code: 'OTHER_ENCODING', detail: 'without a prefix or white space' },
      ],
    ])('%s', (_, changed, expected) => {
      expect(check(changed)).toEqual(expected);
    });

    it('whose body was laid out anew is told by its form, unless its signature allows that', () => {
      const body = Buffer.from(request.body).toString();
      const found = check({ request: withBody(JSON.stringify(JSON.parse(body), null, 2)) });
      if (found.code === 'MATCHES') return;
      expect(found).toEqual({ code: 'OTHER_BODY', detail: 'as JSON without spaces' });
    });

    it('never has a secret in what is found', () => {
      for (const changed of [{}, { endpoint: wrong }, { endpoint: wrong, previous: endpoint }])
        expect(JSON.stringify(check(changed))).not.toContain(endpoint.secrets[0]);
    });
  },
);

describe('a capture', () => {
  it.each([
    ['JSON with a body', '{"headers":{"X-Sig":"ab"},"body":"é"}'],
    ['JSON with bytes', `{"headers":{"X-Sig":"ab"},"bodyBase64":"${Buffer.from('é').toString('base64')}"}`],
    ['a request with CRLF', 'POST /webhooks/shop/a HTTP/1.1\r\nX-Sig: ab\r\n\r\né'],
    ['headers and a body', 'x-sig:ab\n\né'],
  ])('is read as %s', (_, text) => {
    const { headers, body } = readCapture('file', Buffer.from(text));
    expect([headers['x-sig'], Buffer.from(body).toString()]).toEqual(['ab', 'é']);
  });

  it.each(['', 'no headers', '{"headers":{}}', '{}'])('is refused: %j', (text) => {
    expect(() => readCapture('file', Buffer.from(text))).toThrow(UsageError);
  });
});
