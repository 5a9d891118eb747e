import { fileURLToPath } from 'node:url';

/**
 * Path of a program that lies beside a module, with that module's ending: `.ts` where TypeScript runs unbuilt, `.js` in
 * the packed package.
 *
 * @param moduleUrl the module's `import.meta.url`
 * @param name the program's name without an ending
 * @example
 * programBeside(import.meta.url, 'session-child');
 */
export function programBeside(moduleUrl: string, name: string): string {
  const [ending = ''] = /\.\w+$/.exec(new URL(moduleUrl).pathname) ?? [];
  return fileURLToPath(new URL(`./${name}${ending}`, moduleUrl));
}
