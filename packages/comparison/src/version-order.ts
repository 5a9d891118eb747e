const natural = new Intl.Collator('en', { numeric: true });

/**
 * Order of versions, older first: numbers by value, and a release after its pre-releases, as semver has it
 * (`1.9.0`, `1.10.0-rc.1`, `1.10.0`).
 */
export function versionOrder(one: string, other: string): number {
  const [release = '', preRelease = ''] = split(one);
  const [otherRelease = '', otherPreRelease = ''] = split(other);
  const byRelease = natural.compare(release, otherRelease);
  if (byRelease !== 0) return byRelease;
  if (preRelease === '' || otherPreRelease === '')
    return Number(preRelease === '') - Number(otherPreRelease === '');
  return natural.compare(preRelease, otherPreRelease);
}

const split = (version: string): string[] => {
  const [main = ''] = version.split('+');
  const at = main.indexOf('-');
  return at < 0 ? [main, ''] : [main.slice(0, at), main.slice(at + 1)];
};
