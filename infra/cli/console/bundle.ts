import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

/** A file of the pages as it is served. */
export interface PageFile {
  readonly type: string;
  readonly content: Uint8Array;
}

const PAGES = join(__dirname, 'pages');

/** The pages' files by their path, made in memory: nothing is written to disk. */
export async function bundlePages(): Promise<ReadonlyMap<string, PageFile>> {
  const { outputFiles } = await build({
    entryPoints: { app: join(PAGES, 'main.tsx'), style: join(PAGES, 'style.css') },
    outdir: '/',
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'error',
  });
  const built = outputFiles.map(({ path, contents }): [string, PageFile] => {
    const name = `/${path.replace(/^.*[\\/]/, '')}`;
    return [name, { type: TYPES[name.endsWith('.css') ? 'css' : 'js'], content: contents }];
  });
  return new Map([
    ['/', { type: TYPES.html, content: readFileSync(join(PAGES, 'index.html')) }],
    ['/icon.svg', { type: TYPES.svg, content: readFileSync(join(PAGES, 'icon.svg')) }],
    ...built,
  ]);
}

const TYPES = {
  css: 'text/css; charset=utf-8',
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
} as const;
