import { fileURLToPath } from 'node:url';
import mdx from '@astrojs/mdx';
import preact from '@astrojs/preact';
import { defineConfig } from 'astro/config';
import { gzAssetsPlugin } from './src/integrations/gz-assets-plugin.ts';
import { rendererAdapter } from './src/integrations/renderer-adapter.ts';

// Astro compiles the pages once, to a renderer that then makes the site of any project without Astro.
export default defineConfig({
  output: 'server',
  adapter: rendererAdapter(),
  // Stands for the place where a site will live; put right when its files are written.
  base: '/-modelfolio-base-/',
  trailingSlash: 'always',
  prefetch: false,
  // Pages carry no pictures for Astro to resize.
  image: { service: { entrypoint: 'astro/assets/services/noop' } },
  devToolbar: { enabled: false },
  security: { checkOrigin: false },
  session: undefined,
  vite: {
    plugins: [gzAssetsPlugin()],
    resolve: {
      alias: {
        '@protobufjs/inquire': fileURLToPath(
          new URL('src/integrations/no-optional-module.cjs', import.meta.url),
        ),
      },
    },
    build: {
      rolldownOptions: {
        output: {
          codeSplitting: {
            // Preact comes in one file: several of a few hundred bytes each compress badly.
            groups: [{ name: 'preact', test: /node_modules\/@?preact/, minShareCount: 3 }],
          },
        },
      },
    },
    // The renderer brings along all that it needs, but for what has programs of its own.
    ssr: { noExternal: true, external: ['pagefind', 'piscina'] },
  },
  integrations: [
    // For its JSX renderer: pages are compiled when a site is built.
    mdx(),
    preact(),
  ],
});
