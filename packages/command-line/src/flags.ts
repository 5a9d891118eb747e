/** A flag of a command: the one definition behind parsing and help. */
export interface Flag {
  type: 'boolean' | 'string';
  /** What the value is, e.g. `folder`; for strings. */
  value?: string;
  /** One letter that stands for it, e.g. `o`. */
  short?: string;
  /** May be given more than once; for strings. */
  multiple?: boolean;
  /** Its value may begin with a dash, as options for another program do; for strings. */
  takesDashes?: boolean;
  /** Shown by `--help`. */
  description: string;
}

/** The values of given flags by name. */
export type FlagValues = Record<string, string | boolean | (string | boolean)[] | undefined>;

/** How a flag is typed: its letter, if it has one, and its name with what follows it. */
export function flagWords(name: string, { short, value }: Flag): string[] {
  return [
    ...(short === undefined ? [] : [`-${short}`]),
    `--${name}${value === undefined ? '' : ` <${value}>`}`,
  ];
}

/** A string flag's value, if it was given. */
export function textFlag(flags: FlagValues, name: string): string | undefined {
  const value = flags[name];
  return typeof value === 'string' ? value : undefined;
}

/** All values of a string flag that may be given more than once. */
export function textFlags(flags: FlagValues, name: string): string[] {
  return [flags[name]].flat().filter((value) => typeof value === 'string');
}

/** Lines of two columns, the second aligned. */
export function table(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`).join('\n');
}
