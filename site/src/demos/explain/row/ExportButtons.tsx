import type { Cell } from '@modelfolio/inference';
import { useState } from 'preact/hooks';
import type { CounterfactualAnswer, Explanation } from '../analysis/analysis.ts';
import { analysisCsv, analysisJson, analysisSvg, type Exported } from './export-analysis.ts';
import { saveFile } from '@modelfolio/pages/save-file';
import type { AnalysisPage } from '../analysis/use-analysis.ts';

type Props = {
  page: AnalysisPage;
  cells: readonly Cell[];
  explanation: Explanation;
  counterfactuals: CounterfactualAnswer | null;
  subject: string;
};

/** The analysis to take along: as a link, as data, as a picture, each saying where it comes from. */
export function ExportButtons({ page, cells, explanation, counterfactuals, subject }: Props) {
  const [notice, say] = useState('');
  const { model, data, state } = page;
  const link = new URL(page.link, location.href).href;
  const exported: Exported = { model, data, state, cells, explanation, counterfactuals, subject, link };
  const name = `${model.id ?? 'model'}-row-${state.row + 1}`;
  async function copy(): Promise<void> {
    history.replaceState(history.state, '', page.link);
    try {
      await navigator.clipboard.writeText(link);
      say('Link copied: it reopens this analysis. Nothing was uploaded.');
    } catch {
      say('The browser does not let this page copy. The link is in the address bar.');
    }
  }
  return (
    <div class="exports">
      <div class="actions" role="group" aria-label="Take this analysis along">
        <button type="button" onClick={() => void copy()}>
          Copy link
        </button>
        <button
          type="button"
          onClick={() => saveFile(analysisJson(exported), 'application/json', `${name}.json`)}
        >
          JSON
        </button>
        <button type="button" onClick={() => saveFile(analysisCsv(exported), 'text/csv', `${name}.csv`)}>
          CSV
        </button>
        <button type="button" onClick={() => saveFile(analysisSvg(exported), 'image/svg+xml', `${name}.svg`)}>
          SVG
        </button>
      </div>
      <p class="small muted" role="status">
        {notice}
      </p>
    </div>
  );
}
