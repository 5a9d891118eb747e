import { defineConfig } from 'vitest/config';
import all from '../../vitest.config.ts';

// The tests of one room: StrykerJS cannot choose among projects.
const room = process.env['MUTATED_ROOM'];
const projects = (all.test?.projects ?? []) as { test: { name: string } }[];

export default defineConfig({ test: { projects: projects.filter(({ test }) => test.name === room) } });
