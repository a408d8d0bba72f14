const { transformSync } = require('esbuild');

/** What `npm run mutants` breaks: `{ file, from, to }`. */
const mutation = JSON.parse(process.env.MUTATION ?? 'null');

/** Jest's transform: types are checked by `tsc`, so that esbuild only has to take them away. */
module.exports = {
  process(source, path) {
    const { code, map } = transformSync(mutated(source, path), {
      loader: path.endsWith('.ts') ? 'ts' : 'js',
      format: 'cjs',
      target: 'node20',
      sourcefile: path,
      sourcemap: true,
    });
    return { code, map: JSON.parse(map) };
  },
};

function mutated(source, path) {
  if (!mutation || !path.replaceAll('\\', '/').endsWith(`/${mutation.file}`)) return source;
  return source.replace(mutation.from, () => mutation.to);
}
