import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { Browser, Page } from 'playwright-core';
import { createClients } from '../../infra/cli/clients';
import { openConsole } from '../../infra/cli/console/open';
import { SAMPLE_ENDPOINTS } from '../../infra/cli/endpoints-file';
import { secretNameOf } from '../../lib/names';
import type { Provider } from '../../lib/provider';
import { providers } from '../../lib/providers';
import { kitOf } from '../../lib/providers/kits';
import { createFakeSource, rowOf } from '../cli/console/fake-source';
import { browserPath, openBrowser, openPage, violationsOf } from '../support/browser';
import { closing } from '../support/closing';
import { run } from '../support/command';
import { exampleEvent } from '../support/example-event';
import { firstEndpoint } from '../support/running-stack';

jest.setTimeout(240_000);

if (browserPath === undefined)
  process.stderr.write(
    '\nNO BROWSER: the console is not tested. Install Chromium, or name one with CHROME_PATH.\n\n',
  );
// Where one was promised, its absence is a failure.
const promised = process.env.CHROME_PATH !== undefined;
const inBrowser = browserPath === undefined && !promised ? it.skip : it;

let browser: Browser;
beforeAll(async () => {
  if (browserPath !== undefined || promised) browser = await openBrowser();
});

/** One that encrypts, in a layout that can be pinned wrongly. */
const provider = providers.find(({ decrypt }) => decrypt) as Provider;
const [endpoint, entry] = firstEndpoint(provider);
const otherLayout = Object.values(kitOf(provider).endpoints).find(({ layout }) => layout)?.layout;

describe('the console of npm start', () => {
  inBrowser('shows an order travel, explains what did not, and replays it', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'order-events-')), 'endpoints.json');
    const documents = {
      ...SAMPLE_ENDPOINTS,
      [provider.name]: { [endpoint]: { ...entry, layout: otherLayout } },
    };
    writeFileSync(file, JSON.stringify(documents));
    const env = { PORT: '0', AWS_PORT: '0', CONSOLE_PORT: '0', ENDPOINTS: file };
    const start = run('infra/cli/start.ts', [], env);
    const [, url = ''] = await start.prints(/console: (http:\S+)/);
    const [, webhooks = '', awsUrl = ''] = await start.prints(/webhooks on (http:\S+), AWS on (http:\S+)/);
    const { page, strangers, errors } = await openPage(browser, url);

    await page.getByText('Nothing has come in yet').waitFor();
    await page.getByRole('button', { name: 'Send a test delivery' }).click();
    // Encrypted as the provider does, which is not as this stack's entry has it.
    const send = run('infra/cli/send.ts', [provider.name, '--url', webhooks]);
    expect(await send.ended).toBe(0);
    // Live: nobody reloaded the page.
    await page.getByRole('row').getByText('published').first().waitFor();
    await page.getByRole('row').getByText('dead-lettered').waitFor();
    expect(await violationsOf(page)).toEqual([]);

    const order = page
      .getByRole('row', { name: /published/ })
      .first()
      .getByRole('link');
    const number = (await order.textContent()) ?? '';
    await page.getByRole('searchbox').fill(number);
    await page.getByText('1 of 2').waitFor();
    expect(new URL(page.url()).searchParams.get('q')).toBe(number);
    await page.reload();
    await page.getByText('1 of 2').waitFor();
    await page
      .getByRole('row', { name: /published/ })
      .getByRole('link')
      .click();

    await page.getByRole('list', { name: 'The way of this delivery' }).waitFor();
    const stops = await page.locator('.stop-head strong').allTextContents();
    // Whether a subscriber got it depends on the sample: test orders are left out.
    expect(stops.slice(0, 4)).toEqual(['Receive', 'Queue', 'Normalize', 'Bus']);
    const event = page.getByRole('region', { name: 'Canonical event' });
    await event.getByText('"order.created.v1"').first().waitFor();
    const hidden = page.getByRole('button', { name: /^Reveal/ });
    const before = await hidden.count();
    await hidden.first().click();
    await page.locator('.revealed').first().waitFor();
    expect(await hidden.count()).toBe(before - 1);
    expect(await violationsOf(page)).toEqual([]);

    await page.getByRole('link', { name: /^Dead letters/ }).click();
    await page.getByRole('button', { name: 'Explain' }).click();
    await page.getByText('It still fails: UNDECRYPTABLE').waitFor();
    const secrets = new SecretsManagerClient({
      endpoint: awsUrl,
      region: 'us-east-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    });
    const SecretString = JSON.stringify({ [endpoint]: entry });
    await secrets.send(new PutSecretValueCommand({ SecretId: secretNameOf(provider.name), SecretString }));
    secrets.destroy();
    await page.getByRole('button', { name: 'Dry run' }).click();
    await page.getByRole('cell', { name: 'order.created.v1' }).waitFor();
    await page.getByRole('button', { name: 'Replay 1 dead letter' }).click();
    const replayed = page.getByRole('row', { name: /replayed, published/ });
    await replayed.waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await replayed.getByRole('link').click();
    await page.locator('.stop-head', { hasText: 'Subscriber' }).waitFor();

    for (const name of ['Refused', 'Endpoints', 'Rules', 'Charts']) {
      await page.getByRole('link', { name, exact: true }).click();
      await page.getByRole('heading', { level: 1, name }).waitFor();
      expect([name, await violationsOf(page)]).toEqual([name, []]);
    }
    expect([strangers, errors]).toEqual([[], []]);
    start.child.kill('SIGTERM');
    expect(await start.ended).toBe(0);
  });
});

describe('the pages', () => {
  const HOSTILE = '<img src=x onerror="window.owned=1">\u001b[2J\u202e';
  const MANY = 20_000;

  /** A console whose source holds 20,000 deliveries, the newest of them with texts that want to be more than text. */
  async function openFull() {
    const rows = Array.from({ length: MANY }, (_, i) =>
      rowOf(`request-${i}`, { at: Date.now() - i * 1_000 - 1_000, number: `A-${i}`, outcome: 'published' }),
    );
    const row = rowOf('hostile', {
      ...{
        at: Date.now(),
        number: HOSTILE,
        type: HOSTILE,
        provider: HOSTILE,
        endpoint: HOSTILE,
        code: HOSTILE,
      },
      ...{ outcome: 'dead-lettered', order: HOSTILE },
    });
    const event = exampleEvent();
    const delivery = {
      ...{ v: 1, provider: 'some-shop', endpoint: 'us', account: 'acme', id: 'a'.repeat(64) },
      ...{ receivedAt: '2026-01-02T03:04:05Z', correlationId: 'hostile', encoding: 'text' },
      payload: JSON.stringify({
        status: HOSTILE,
        [HOSTILE]: 1,
        big: 'x'.repeat(5_000_000),
        list: Array(100_000).fill(1),
      }),
    };
    const source = createFakeSource(
      [row, ...rows],
      [
        {
          ...{ row, issues: [`/status: ${HOSTILE}`], gaps: [HOSTILE] },
          way: [
            {
              kind: 'receive',
              name: HOSTILE,
              state: 'passed',
              steps: [{ at: 1, tone: 'bad', text: HOSTILE }],
            },
          ],
          message: JSON.stringify(delivery),
          event: JSON.stringify({ ...event, data: { ...event.data, unmapped: { [HOSTILE]: HOSTILE } } }),
        },
      ],
    );
    const client = {
      endpoint: 'http://127.0.0.1:9',
      region: 'us-east-1',
      credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    };
    const clients = createClients(client);
    const place = { label: 'a test', name: 'order-events', client, nearby: true, queues: 'by name' } as const;
    const server = await openConsole({ port: 0, source, account: { place, clients, canReplay: false } });
    closing(server.close);
    return { url: server.url, source };
  }

  const drawnRows = (page: Page) => page.locator('.deliveries .row').count();

  inBrowser('draw of 20,000 deliveries what is seen, and take whatever was sent for text', async () => {
    const { url, source } = await openFull();
    const { page, strangers, errors } = await openPage(browser, url, true);
    await page.getByText('20,001 deliveries').waitFor();
    expect(await drawnRows(page)).toBeLessThan(80);
    await page.evaluate(`document.querySelector('.deliveries .virtual').scrollTo(0, 1e9)`);
    await page.getByText(`A-${MANY - 1}`, { exact: true }).waitFor();
    expect(await drawnRows(page)).toBeLessThan(80);
    // While rows change, too.
    for (let i = 0; i < 50; i++)
      source.change(
        rowOf(`request-${i}`, { at: Date.now(), number: `A-${i}`, outcome: 'retrying', revision: i + 1 }),
      );
    await page.getByRole('button', { name: /^50 on their way/ }).waitFor();
    expect(await violationsOf(page)).toEqual([]);

    await page.goto(`${url}/delivery/hostile`);
    await page.getByRole('heading', { level: 1 }).getByText('<img src=x').waitFor();
    const payload = page.getByRole('region', { name: 'Payload' });
    await payload
      .getByRole('button', { name: /^Reveal/ })
      .first()
      .click();
    await payload.locator('.revealed').first().waitFor();
    expect(await page.locator('.line').count()).toBeLessThan(200);
    expect(await page.evaluate('[window.owned, document.querySelectorAll("main img").length]')).toEqual([
      undefined,
      0,
    ]);
    expect(await violationsOf(page)).toEqual([]);
    expect([strangers, errors]).toEqual([[], []]);
  });
});
