import { fileURLToPath } from 'node:url';
import mdx from '@astrojs/mdx';
import preact from '@astrojs/preact';
import starlight from '@astrojs/starlight';
import { defineConfig } from 'astro/config';
import { gzAssetsPlugin } from './src/demos/gz-assets-plugin.ts';
import { contentSecurityPolicy } from './src/integrations/content-security-policy.ts';
import { modelArtifacts } from './src/integrations/model-artifacts.ts';
import { projectRoot } from './src/project-root.ts';
import { isolationHeaders } from './src/integrations/isolation-headers.ts';

// Pages are bundled to another place before they are rendered: from there they could not find the project.
process.env.MODELFOLIO_ROOT = projectRoot;

const own = (name) => fileURLToPath(new URL(`src/shell/${name}.astro`, import.meta.url));
const nothing = own('Nothing');

export default defineConfig({
  // Where the site will live: canonical addresses and the sitemap need it.
  site: process.env.SITE_URL ?? 'https://modelfolio.web.app',
  output: 'static',
  trailingSlash: 'always',
  prefetch: false,
  markdown: { syntaxHighlight: false },
  vite: {
    server: { headers: isolationHeaders },
    // Astro needs a newer `cookie` than the one that other workspaces put at the root.
    environments: { prerender: { resolve: { noExternal: ['cookie'] } } },
    plugins: [gzAssetsPlugin()],
  },
  integrations: [
    starlight({
      title: 'Modelfolio',
      description: 'Machine-learning runs go in, a website that proves its own claims comes out.',
      favicon: '/favicon.svg',
      customCss: [
        './src/styles/tokens.css',
        './src/styles/shell.css',
        './src/styles/content.css',
        './src/styles/pages.css',
      ],
      disable404Route: true,
      expressiveCode: false,
      pagination: false,
      head: [{ tag: 'meta', attrs: { name: 'theme-color', content: '#0b6b5e' } }],
      // Starlight keeps routing, search index, sitemap, head and translations; the page's frame is ours.
      components: {
        Header: own('Header'),
        PageFrame: own('PageFrame'),
        TwoColumnContent: own('Main'),
        ContentPanel: own('Panel'),
        MarkdownContent: own('Panel'),
        Footer: own('Footer'),
        Search: own('Search'),
        ThemeProvider: own('ThemeProvider'),
        PageTitle: nothing,
        Sidebar: nothing,
        PageSidebar: nothing,
        Hero: nothing,
        Banner: nothing,
        FallbackContentNotice: nothing,
        DraftContentNotice: nothing,
      },
    }),
    mdx(),
    preact(),
    modelArtifacts(projectRoot),
    contentSecurityPolicy(),
  ],
});
