const { transformSync } = require('esbuild');

/** Jest's transform: types are checked by `tsc`, so that esbuild only has to take them away. */
module.exports = {
  process(source, path) {
    const { code, map } = transformSync(source, {
      loader: path.endsWith('.ts') ? 'ts' : 'js',
      format: 'cjs',
      target: 'node20',
      sourcefile: path,
      sourcemap: true,
    });
    return { code, map: JSON.parse(map) };
  },
};
