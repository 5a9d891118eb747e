import { afterEach, expect, test, vi } from 'vitest';
import { requireWasm } from './require-wasm.ts';

afterEach(() => vi.unstubAllGlobals());

test('has nothing to say where WebAssembly runs', () => {
  expect(requireWasm()).toBeUndefined();
});

test.each([
  ['has no WebAssembly', undefined],
  [
    'refuse WebAssembly',
    {
      Module: function refused() {
        throw new EvalError('refused by Content Security Policy');
      },
    },
  ],
])('says in one sentence that a browser %s', (words, stub) => {
  vi.stubGlobal('WebAssembly', stub);
  expect(() => requireWasm()).toThrow(
    expect.objectContaining({
      code: 'wasm-refused',
      reason: expect.stringMatching(new RegExp(`${words}, so the model cannot run here\\.$`)),
      hint: 'Everything else on this page works without it.',
    }),
  );
});
