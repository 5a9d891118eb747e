import { DemoError } from '../demo-error.ts';

// Magic number and version: the smallest valid module.
const emptyModule = new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);

/**
 * Both runtimes compile WebAssembly and fail in obscure ways, or never, where a browser or a
 * Content-Security-Policy forbids it. Asked first, the answer is one sentence.
 *
 * @throws DemoError `wasm-refused`
 */
export function requireWasm(): void {
  const hint = 'Everything else on this page works without it.';
  if (typeof WebAssembly === 'undefined')
    throw new DemoError('wasm-refused', 'This browser has no WebAssembly, so the model cannot run here.', {
      hint,
    });
  try {
    WebAssembly.Module.exports(new WebAssembly.Module(emptyModule));
  } catch (cause) {
    throw new DemoError(
      'wasm-refused',
      'This browser or its settings refuse WebAssembly, so the model cannot run here.',
      { cause, hint },
    );
  }
}
