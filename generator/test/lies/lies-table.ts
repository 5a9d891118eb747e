import { allLies } from './all-lies.ts';

/** The table of lies in Markdown, as `docs/what-a-check-proves.md` has it between its marks. */
export function liesTable(): string {
  return Object.entries(allLies)
    .map(([where, lies]) => {
      const rows = lies.map(({ lie, foundBy, check = {} }) => {
        const flags = Object.entries({
          against: '--against',
          signers: '--signers',
          requireReview: '--require-review',
          site: '--site',
        })
          .filter(([name]) => name in check)
          .map(([, flag]) => ` with \`${flag}\``);
        return `| ${lie} | ${foundBy.map((name) => `\`${name}\``).join(', ')}${flags.join('')} |`;
      });
      return [`### ${where}`, '', '| lie | found by |', '| --- | --- |', ...rows].join('\n');
    })
    .join('\n\n');
}
