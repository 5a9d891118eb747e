/** Text of other people's stores for a terminal: what would steer it is shown as �. */
export const printable = (text: string): string => text.replaceAll(/\p{Cc}/gu, '\uFFFD');
