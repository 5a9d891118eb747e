import type { ModelCard } from '@modelfolio/schemas';

/** A part of a point of Annex IV, and what of a card speaks to it. */
export interface AnnexPart {
  asks: string;
  /** Sections of the card by id, with what they hold; empty where nothing speaks to it. */
  covered: { anchor: string; what: string }[];
  /** What is missing and who must supply it; `null` where nothing is known to be. */
  missing: string | null;
}

/** A point of Annex IV of Regulation (EU) 2024/1689, in our own words. */
export interface AnnexPoint {
  number: number;
  title: string;
  parts: AnnexPart[];
}

/**
 * Which point of Annex IV (technical documentation of high-risk AI systems) a card speaks to, with what. It claims no
 * compliance: what an owner must supply is named, and whether it is enough is for them and their assessor to say.
 */
export function annexIv(card: ModelCard): AnnexPoint[] {
  const { training, evaluation, explanation, manifest } = card;
  const compared = explanation !== null && explanation.fairness.length + explanation.errors.length > 0;
  const covered = (...places: ([anchor: string, what: string] | false)[]): AnnexPart['covered'] =>
    places.filter((place) => place !== false).map(([anchor, what]) => ({ anchor, what }));
  const sliced = (evaluation?.slices.length ?? 0) > 0;
  return [
    {
      number: 1,
      title: 'General description of the system',
      parts: [
        {
          asks: 'Intended purpose, provider, version and its relation to earlier ones',
          covered: covered(
            ['intendedUse', 'intended use'],
            ['modelDetails', `version ${card.version}`],
            ['versions', 'earlier versions and what each changed'],
          ),
          missing: 'The provider’s legal name and address.',
        },
        {
          asks: 'How it interacts with hardware and software outside it, and in what form it is put on the market',
          covered: covered(
            ['modelDetails', 'inputs, outputs and operator sets'],
            ['downloads', 'the files, by hash'],
          ),
          missing: 'The system around the model, and how it is deployed.',
        },
        {
          asks: 'Hardware it is meant to run on; pictures and instructions for the deployer and the user',
          covered: [],
          missing: 'Target hardware, user interface and instructions for use, from the provider.',
        },
      ],
    },
    {
      number: 2,
      title: 'Elements of the system and the process of its development',
      parts: [
        {
          asks: 'Methods and steps of development, third-party tools and models used',
          covered: covered(
            training !== null && ['reproduce', 'commit, command, params and environment of the training run'],
            card.candidates.length > 0 && ['candidates', 'the runs that competed'],
          ),
          missing:
            training === null
              ? 'A record of the training run.'
              : 'Why these methods were chosen, beyond the section on model details.',
        },
        {
          asks: 'Design choices, assumptions, what is optimised for, trade-offs',
          covered: covered(['modelDetails', 'the author’s words'], ['metrics', 'why these measures']),
          missing: 'Trade-offs made to meet the law’s requirements.',
        },
        {
          asks: 'Architecture and computing resources used',
          covered: covered(['modelDetails', 'signature, number of weights and hardware where recorded']),
          missing: 'The architecture of the whole system.',
        },
        {
          asks: 'Data: provenance, scope, how it was chosen, labelled and cleaned',
          covered: covered(
            ['trainingData', 'training data'],
            manifest.evaluationSet !== null && ['evaluationData', 'evaluation data with its digest'],
          ),
          missing: 'Labelling and cleaning procedures, unless the author described them.',
        },
        { asks: 'Human oversight measures', covered: [], missing: 'From the provider.' },
        { asks: 'Changes that were planned in advance', covered: [], missing: 'From the provider.' },
        {
          asks: 'Validation and testing: data, measures of accuracy, robustness and discriminatory impact, logs',
          covered: covered(
            evaluation !== null && [
              'quantitativeAnalyses',
              'metrics with intervals, re-runnable in the page',
            ],
            sliced && ['quantitativeAnalyses', 'the same by slice'],
            compared && ['bias-and-explanation', 'differences between groups, with intervals'],
          ),
          missing:
            evaluation === null ? 'An evaluation.' : 'Tests of robustness; signed and dated test reports.',
        },
        { asks: 'Cybersecurity measures', covered: [], missing: 'From the provider.' },
      ],
    },
    {
      number: 3,
      title: 'Monitoring, functioning and control',
      parts: [
        {
          asks: 'Capabilities and limits, accuracy for groups, foreseeable harm',
          covered: covered(
            ['caveatsAndRecommendations', 'caveats'],
            ['ethicalConsiderations', 'ethical considerations'],
            ['factors', 'groups and circumstances'],
            explanation !== null && ['bias-and-explanation', 'what it relies on, and a reviewer’s questions'],
          ),
          missing: 'Foreseeable unintended outcomes in the system’s own setting.',
        },
        {
          asks: 'Specifications for input data',
          covered: covered(['modelDetails', 'columns, ranges and categories']),
          missing: null,
        },
      ],
    },
    {
      number: 4,
      title: 'Appropriateness of the performance metrics',
      parts: [
        {
          asks: 'Why the metrics suit this system',
          covered: covered(['metrics', 'the author’s reasons']),
          missing: null,
        },
      ],
    },
    {
      number: 5,
      title: 'Risk management system (Article 9)',
      parts: [
        {
          asks: 'The risk management system',
          covered: [],
          missing: 'From the provider: a card is no risk management.',
        },
      ],
    },
    {
      number: 6,
      title: 'Changes through the lifecycle',
      parts: [
        {
          asks: 'Relevant changes made by the provider',
          covered: covered(['versions', 'every version, with what changed found by comparing cards']),
          missing: null,
        },
      ],
    },
    {
      number: 7,
      title: 'Harmonised standards applied',
      parts: [
        {
          asks: 'A list of standards, or how the requirements are met without',
          covered: [],
          missing: 'From the provider.',
        },
      ],
    },
    {
      number: 8,
      title: 'EU declaration of conformity',
      parts: [{ asks: 'A copy of it', covered: [], missing: 'From the provider. A card is not one.' }],
    },
    {
      number: 9,
      title: 'Post-market monitoring',
      parts: [
        {
          asks: 'The system to evaluate performance after the system is in use, with its plan',
          covered: [],
          missing: 'From the provider.',
        },
      ],
    },
  ];
}
