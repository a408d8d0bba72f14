import { existsSync, readFileSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';
import { closing } from './closing';

/** Where a Chromium lies that somebody else installed; none is downloaded. */
const PATHS = [
  process.env.CHROME_PATH ?? '',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** The system's own browser; `undefined` where there is none. */
export const browserPath: string | undefined = PATHS.find((path) => path !== '' && existsSync(path));

/** A machine that runs all tests at once is slow. */
const PATIENCE_MS = 90_000;

export interface OpenedPage {
  readonly page: Page;
  /** Whatever the page asked for, beyond its own server. */
  readonly strangers: readonly string[];
  /** What went wrong in it: thrown errors, and what its policy refused. */
  readonly errors: readonly string[];
}

/** Starts the system's browser until the test file ends. */
export async function openBrowser(): Promise<Browser> {
  if (browserPath === undefined) throw new Error('there is no browser');
  // Its sandbox needs rights that a container's root does not have.
  const browser = await chromium.launch({ executablePath: browserPath, args: ['--no-sandbox'] });
  closing(() => browser.close());
  return browser;
}

/** A page of its own, and what it did that it should not. */
export async function openPage(browser: Browser, url: string, dark = false): Promise<OpenedPage> {
  const page = await browser.newPage({
    viewport: { width: 1280, height: 800 },
    colorScheme: dark ? 'dark' : 'light',
  });
  page.setDefaultTimeout(PATIENCE_MS);
  const [strangers, errors]: [string[], string[]] = [[], []];
  page.on('request', (request) => {
    if (!request.url().startsWith(url)) strangers.push(request.url());
  });
  page.on('pageerror', (error) => void errors.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  await page.goto(url);
  return { page, strangers, errors };
}

const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

/** What axe has against the page as it is: a line for each violation. */
export async function violationsOf(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  return page.evaluate(
    `axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes[0].html.slice(0, 200)))`,
  );
}
