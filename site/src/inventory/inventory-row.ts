import { plainProse } from '@modelfolio/exports';
import type { Figure, ModelCard, Review } from '@modelfolio/schemas';
import { approvalInWords, type ApprovalInWords } from './approval-in-words.ts';

/** What the inventory says of a model. */
export interface InventoryRow {
  id: string;
  title: string;
  version: string;
  /** Names of the authors, and where to ask. */
  owners: string;
  contact: string;
  /** Whether its criteria are met, in words. */
  state: string;
  /** Who approved it as it is, or what became of the approval. */
  approval: ApprovalInWords;
  /** First figure of the evaluation, with its name among the card's figures; `null` where nothing was evaluated. */
  evaluation: { name: string; figure: Figure; rows: string } | null;
  /** First sentence of the card's caveats, and what speaks against its evaluation. */
  limits: string[];
}

const headlines = ['accuracy', 'mae'];

/**
 * A line of the inventory. No clock is asked, so that the same records make the same page.
 *
 * @param card as it lies there: fields that were added later may be absent
 */
export function inventoryRow(card: ModelCard, reviewed: Review | null): InventoryRow {
  const name = headlines.find((known) => card.figures[known]);
  const figure = name === undefined ? undefined : card.figures[name];
  const { evaluation } = card;
  return {
    id: card.id,
    title: card.title,
    version: card.version,
    owners: card.authors.map((author) => author.name).join(', '),
    contact: card.contact,
    state: stateOf(card),
    approval: approvalInWords(card, reviewed),
    evaluation:
      name !== undefined && figure && evaluation
        ? {
            name,
            figure,
            rows: `${evaluation.dataset.n.toLocaleString('en-US')} rows of ${evaluation.dataset.name} (${evaluation.dataset.split})`,
          }
        : null,
    limits: limitsOf(card),
  };
}

function stateOf({ acceptance = [] }: Partial<Pick<ModelCard, 'acceptance'>>): string {
  if (acceptance.length === 0) return 'no criteria stated';
  const failed = acceptance.filter(({ verdict }) => verdict !== 'passed').length;
  return failed === 0
    ? `all ${acceptance.length} criteria passed`
    : `${failed} of ${acceptance.length} criteria not passed`;
}

function limitsOf(card: ModelCard): string[] {
  const prose = plainProse(card.sections.caveatsAndRecommendations.prose, card)
    .replaceAll(/[*_`#>]|\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replaceAll(/\s+/g, ' ')
    .trim();
  const [first = prose] = /^.*?[.!?](?=\s|$)/.exec(prose) ?? [];
  const concerns = (card.evidence?.concerns ?? []).map(({ text }) => text);
  return [...(first === '' ? [] : [first]), ...concerns];
}
