import { type BuildResult, build } from 'esbuild';
import { subscriberOptions } from '../../../infra/package/bundles';

/** What is bundled with a subscriber who uses all of it. */
async function bundle(): Promise<BuildResult<{ metafile: true; write: false }>> {
  return build({ ...subscriberOptions, format: 'esm', minify: true, metafile: true, write: false });
}

describe("the subscriber's library, as the package has it", () => {
  it('is under 10 KB in a bundle', async () => {
    const { outputFiles } = await bundle();
    expect(outputFiles[0]?.contents.byteLength).toBeLessThan(10_000);
  });

  it('needs no package and nothing of Node.js, so it runs wherever JavaScript does', async () => {
    const { inputs } = (await bundle()).metafile;
    expect(Object.keys(inputs).filter((path) => !/^lib\/(?!order|providers|reading)/.test(path))).toEqual([]);
    expect(
      Object.values(inputs).flatMap(({ imports }) => imports.filter(({ external }) => external)),
    ).toEqual([]);
  });
});
