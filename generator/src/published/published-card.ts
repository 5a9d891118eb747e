import type { TakenFrom } from '@modelfolio/redaction/taken';
import type { ModelCard } from '@modelfolio/schemas';
import { cardPath, composeCard, type CardRecords } from '../card/compose-card.ts';
import type { Project } from '../effects.ts';
import { openProjectGate } from './open-project-gate.ts';

/**
 * A model's card, composed of its records, as it may be published: `build` writes it, `check` compares with it.
 *
 * @throws ModelfolioError as {@link composeCard}
 */
export async function publishedCard(
  project: Project,
  id: string,
  records: CardRecords,
): Promise<{ card: ModelCard; taken: TakenFrom[] }> {
  const composed = await composeCard(project, id, records);
  const { value, taken } = await (await openProjectGate(project)).record(composed, 'card');
  return { card: value, taken: taken.map((one) => ({ ...one, file: cardPath(id) })) };
}
