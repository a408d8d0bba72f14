import { gzipSync } from 'node:zlib';
import { bundlePages } from '../../../infra/cli/console/bundle';

it('the pages are small, and name no other server', async () => {
  const files = [...(await bundlePages())];
  expect(files.map(([path]) => path).sort()).toEqual(['/', '/app.js', '/icon.svg', '/style.css']);
  const bytes = files.reduce((sum, [, { content }]) => sum + gzipSync(content).length, 0);
  expect(bytes).toBeLessThan(60 * 1024);
  const text = files.map(([, { content }]) => Buffer.from(content).toString()).join('\n');
  // What names an XML namespace is no address.
  const addresses = [...text.matchAll(/https?:\/\/[^\s"'`)]+/g)].map(([address]) => address);
  expect(addresses.filter((address) => !address.startsWith('http://www.w3.org/'))).toEqual([]);
});

it('the pages write text, never markup', async () => {
  const app = (await bundlePages()).get('/app.js');
  expect(Buffer.from(app?.content ?? '').toString()).not.toMatch(/\beval\(|new Function|document\.write/);
});
