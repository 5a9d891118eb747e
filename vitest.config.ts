import { defineConfig } from 'vitest/config';
import { projectName } from './scripts/graph/project-name.ts';
import { readRooms } from './scripts/graph/rooms.ts';

const root = import.meta.dirname;
const rooms = readRooms(root);

// Tests that leave nothing behind in their process share one: a new one for each file takes longer than most tests do.
// Those of services name emulators in the environment; StrykerJS starts its own.
const alone = new Set(['service', 'judge']);
// Rooms with tests that count work: V8 counts only what it has not compiled before.
const counting = new Set(['comparison', 'explainability', 'feature-engineering', 'measuring', 'onnx']);
const isMutated = process.env['MUTATED_ROOM'] !== undefined;

// A project a room, by the folder's last name: npx vitest run --project metrics.
export default defineConfig({
  test: {
    projects: rooms.map(({ folder, kind }) => ({
      test: {
        name: projectName(folder),
        root,
        include: [`${folder === '' ? 'scripts' : folder}/**/*.test.{ts,tsx}`],
        exclude: [
          '**/{node_modules,dist,fixtures}/**',
          // A service is a room inside its system.
          ...(kind === 'system' ? [`${folder}/service/**`] : []),
        ],
        isolate: isMutated || alone.has(kind) || counting.has(projectName(folder)),
        // Far above what any takes: several at once on a busy machine of two cores take ten times as long.
        testTimeout: 60_000,
        hookTimeout: 120_000,
      },
    })),
  },
});
