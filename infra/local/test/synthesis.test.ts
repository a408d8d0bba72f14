import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { synthesise } from '../synthesis';

const app = `
const { appendFileSync, writeFileSync } = require('node:fs');
appendFileSync('runs', '.');
if (require('./source').fails) throw new Error('the app says why');
writeFileSync(process.env.CDK_OUTDIR + '/manifest.json', process.env.CDK_CONTEXT_JSON);
`;

/** A project whose app counts its runs and writes its context for an assembly. */
function project(source = 'exports.fails = false') {
  const root = mkdtempSync(join(tmpdir(), 'project-'));
  writeFileSync(join(root, 'cdk.json'), JSON.stringify({ app: 'node app.js', context: { a: 1 } }));
  writeFileSync(join(root, 'app.js'), app);
  writeFileSync(join(root, 'source.js'), source);
  const reported: string[] = [];
  const options = { root, sources: ['app.js', 'source.js', 'missing'], cacheName: 'stack' };
  return {
    root,
    run: (context = {}) => synthesise({ ...options, context, onRun: () => reported.push('run') }),
    reported,
    runs: () => readFileSync(join(root, 'runs'), 'utf8').length,
    cache: () => readdirSync(join(root, 'node_modules', '.cache', 'stack')),
  };
}

describe('synthesis', () => {
  it("runs the app of cdk.json, with its context and the caller's", async () => {
    const { run } = project();
    const assembly = await run({ b: 2 });
    expect(JSON.parse(readFileSync(join(assembly, 'manifest.json'), 'utf8'))).toEqual({ a: 1, b: 2 });
  });

  it('is not repeated while sources and context stay the same', async () => {
    const { run, runs, reported, root } = project();
    expect(await run()).toBe(await run());
    expect(runs()).toBe(1);
    expect(reported).toEqual(['run']);
    await run({ b: 2 });
    expect(runs()).toBe(2);
    writeFileSync(join(root, 'source.js'), 'exports.fails = 0');
    await run();
    expect(runs()).toBe(3);
  });

  it('may run several times at once', async () => {
    const { run, cache } = project();
    const assemblies = await Promise.all([run(), run(), run()]);
    expect(new Set(assemblies).size).toBe(1);
    expect(existsSync(join(assemblies[0] ?? '', 'manifest.json'))).toBe(true);
    expect(cache()).toHaveLength(1);
  });

  it('shows what the app wrote when it fails, and keeps nothing', async () => {
    const { run, cache } = project('exports.fails = true');
    await expect(run()).rejects.toThrow(/"node app\.js" ended with 1:[\s\S]*the app says why/);
    expect(cache()).toEqual([]);
  });

  it('says when the app wrote no assembly', async () => {
    const { run, root } = project();
    writeFileSync(join(root, 'app.js'), '');
    await expect(run()).rejects.toThrow(/without writing an assembly/);
  });
});
