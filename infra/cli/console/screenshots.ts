import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { readArguments, refuseWords } from '../arguments';
import { runCommand, UsageError } from '../exit';
import { ROOT } from '../paths';

const USAGE = `Makes the README's two pictures of the console again, light and dark, of a stack that npm start runs.

  npm run console:screenshots [-- --url URL]

  --url URL   where the console is; http://127.0.0.1:4000 without it

It needs a Chromium or Chrome on this machine: CHROME_PATH names one that is not found by itself.
Exit codes: 0 made, 1 the console does not answer, 2 wrong arguments, or no browser.
`;
const CALL = 'npm run console:screenshots --';
const FOLDER = join(ROOT, 'infra', 'cli', 'console', 'screenshots');
const BROWSERS = [
  process.env.CHROME_PATH ?? '',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

async function main(): Promise<number> {
  const { values, positionals } = readArguments(CALL, { url: { type: 'string' } });
  if (values.help) {
    process.stdout.write(USAGE);
    return 0;
  }
  refuseWords(CALL, positionals);
  const executablePath = BROWSERS.find((path) => path !== '' && existsSync(path));
  if (executablePath === undefined) throw new UsageError('no Chromium is here; name one with CHROME_PATH');
  const { chromium } = await import('playwright-core');
  mkdirSync(FOLDER, { recursive: true });
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  try {
    const url = values.url ?? 'http://127.0.0.1:4000';
    for (const colorScheme of ['light', 'dark'] as const) {
      const path = join(FOLDER, `${colorScheme}.png`);
      await take(browser, url, colorScheme, path);
      process.stdout.write(`${path}\n`);
    }
  } finally {
    await browser.close();
  }
  return 0;
}

/** In the light the list of deliveries, in the dark the way of one of them. */
async function take(
  browser: Browser,
  url: string,
  colorScheme: 'light' | 'dark',
  path: string,
): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 720 }, colorScheme });
  await page.goto(url);
  const rows = page.locator('a.cover');
  await rows.first().waitFor();
  if (colorScheme === 'dark') {
    const dead = page.locator('.row', { hasText: 'dead-lettered' }).locator('a.cover');
    await ((await dead.count()) > 0 ? dead : rows).first().click();
    await page.locator('.line').first().waitFor();
  }
  // What grows in when it appears has grown.
  await page.waitForTimeout(1_000);
  await page.screenshot({ path });
}

void runCommand(main);
