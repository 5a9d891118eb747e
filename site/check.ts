// Checks types in .astro, .ts and .tsx files. Astro's checker needs the API of TypeScript 6, but parts of it load
// the `typescript` at the repository's root, which is 7: here they all get this workspace's own.
import { registerHooks } from 'node:module';

const typescript = { url: import.meta.resolve('typescript'), format: 'commonjs', shortCircuit: true };
registerHooks({
  resolve: (specifier, context, next) => (specifier === 'typescript' ? typescript : next(specifier, context)),
});
const { sync } = await import('astro');
const { check } = await import('@astrojs/check');
const root = import.meta.dirname;
await sync({ root, logLevel: 'warn' });
const failed = await check({ root, watch: false, minimumSeverity: 'hint', minimumFailingSeverity: 'hint' });
process.exit(failed ? 1 : 0);
