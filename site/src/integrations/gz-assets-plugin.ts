import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

const suffix = '?gz';
const prefix = '\0gz:';
const require = createRequire(import.meta.url);

const slimmed = '\0slimmed';
// TensorFlow.js runs here with one thread: its threaded twin would be dead weight in every visit.
const threadedTwin = /tfjs-backend-wasm-threaded-simd(\.worker)?\.js$/;

/**
 * `import file from 'package/file.wasm?gz'` gives a {@link ServedFile}: the file, gzip-compressed at
 * build time under a name that holds its hash. Hosts differ in whether they compress WebAssembly; so the size of a
 * visit does not depend on the host, and the worker decompresses. The name does not end in `.gz`: some hosts would
 * announce such a file as encoded, and the browser would decompress it on the way.
 */
export function gzAssetsPlugin(): Plugin {
  const plugin: Plugin = {
    name: 'modelfolio:gz-assets',
    enforce: 'pre',
    config: () => ({
      // The variant of ONNX Runtime that does not make Vite emit a second copy of its WebAssembly.
      resolve: {
        conditions: ['onnxruntime-web-use-extern-wasm', 'module', 'browser', 'development|production'],
      },
      optimizeDeps: { exclude: ['onnxruntime-web'] },
      worker: { format: 'es', plugins: () => [plugin] },
    }),
    resolveId(source) {
      if (source.endsWith(suffix)) return prefix + require.resolve(source.slice(0, -suffix.length));
      if (threadedTwin.test(source)) return slimmed;
      return undefined;
    },
    load(id) {
      if (id === slimmed) return 'export default undefined; export const wasmWorkerContents = "";';
      if (!id.startsWith(prefix)) return undefined;
      const path = id.slice(prefix.length);
      const bytes = gzipSync(readFileSync(path), { level: 9 });
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      const name = `${basename(path)}.${sha256.slice(0, 16)}.gzip`;
      const reference = this.emitFile({ type: 'asset', fileName: `_astro/${name}`, source: bytes });
      return `export default { url: import.meta.ROLLUP_FILE_URL_${reference}, bytes: ${bytes.length}, sha256: ${JSON.stringify(sha256)} };`;
    },
  };
  return plugin;
}
