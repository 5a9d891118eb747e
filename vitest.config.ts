import { defineConfig } from 'vitest/config';
import { readRooms } from './scripts/graph/rooms.ts';

const root = import.meta.dirname;
const rooms = readRooms(root);

// A project a room, by the folder's last name: npx vitest run --project metrics.
export default defineConfig({
  test: {
    projects: rooms.map(({ folder, kind }) => ({
      test: {
        name: nameOf(folder),
        root,
        include: [`${folder === '' ? 'scripts' : folder}/**/*.test.{ts,tsx}`],
        exclude: [
          '**/{node_modules,dist,fixtures}/**',
          // A service is a room inside its system.
          ...(kind === 'system' ? [`${folder}/service/**`] : []),
        ],
        testTimeout: 60_000,
      },
    })),
  },
});

function nameOf(folder: string): string {
  const [, ...inside] = folder.split('/');
  return inside.join('-') || folder || 'scripts';
}
