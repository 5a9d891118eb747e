/**
 * Name of a room's project of tests: what follows the first part of its folder, joined by hyphens.
 *
 * @param folder from the root; empty for the root, whose own code is the scripts
 *
 * @example
 * projectName('systems/explainability/service'); // "explainability-service"
 */
export function projectName(folder: string): string {
  const [, ...inside] = folder.split('/');
  return inside.join('-') || folder || 'scripts';
}
