import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import { modelFiles, readModelFile } from './model-files.ts';

/**
 * Serves each model's files at the addresses of {@link artifactUrl}: copies them to the built site after
 * checking their hashes, and answers for them in development.
 *
 * @param root the repository
 */
export function modelArtifacts(root: string): AstroIntegration {
  return {
    name: 'modelfolio:model-artifacts',
    hooks: {
      'astro:server:setup': ({ server }) => {
        server.middlewares.use('/artifacts', (request, response, next) => {
          const file = modelFiles(root).find(({ url }) => url === request.originalUrl?.split('?')[0]);
          if (!file) return next();
          response.setHeader('Content-Type', contentType(file.path));
          response.end(readModelFile(root, file));
        });
      },
      'astro:build:done': ({ dir, logger }) => {
        const files = modelFiles(root);
        for (const file of files) {
          const target = join(fileURLToPath(dir), file.url);
          mkdirSync(dirname(target), { recursive: true });
          writeFileSync(target, readModelFile(root, file));
        }
        logger.info(`${files.length} model files copied, all hashes right`);
      },
    },
  };
}

function contentType(path: string): string {
  return path.endsWith('.json') ? 'application/json' : 'application/octet-stream';
}
