export const counted = (count: number): string => count.toLocaleString('en');

/** @example plural(1200, 'run') // '1,200 runs' */
export const plural = (count: number, noun: string): string =>
  `${counted(count)} ${noun}${count === 1 ? '' : 's'}`;
