import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    name: 'site',
    root: import.meta.dirname,
    include: ['src/**/*.test.ts', '*.test.ts'],
    testTimeout: 60_000,
  },
});
