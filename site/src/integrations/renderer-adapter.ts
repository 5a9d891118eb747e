import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';

/** Makes Astro compile the pages to a module that renders any project, instead of a server or a folder of files. */
export function rendererAdapter(): AstroIntegration {
  return {
    name: 'modelfolio:renderer',
    hooks: {
      'astro:config:done': ({ setAdapter }) => {
        setAdapter({
          name: 'modelfolio:renderer',
          entrypointResolution: 'auto',
          serverEntrypoint: fileURLToPath(new URL('../renderer/entry.ts', import.meta.url)),
          supportedAstroFeatures: {
            serverOutput: 'stable',
            staticOutput: 'unsupported',
            sharpImageService: 'unsupported',
          },
        });
      },
    },
  };
}
