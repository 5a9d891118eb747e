import type { Analysis, AnalysisStep } from './analysis.ts';

export type AnalysisName = keyof Analysis;

/** What the page asks of the worker. `id` comes back with the answer. */
export type AnalysisRequest =
  | {
      [Name in AnalysisName]: {
        id: number;
        name: Name;
        channel: string;
        question: Parameters<Analysis[Name]>[0];
      };
    }[AnalysisName]
  | { id: number; name: 'cancel' };

/** What the worker tells the page. */
export type AnalysisReply =
  | { id: number; kind: 'step'; step: AnalysisStep }
  | { id: number; kind: 'answer'; answer: ReturnType<Analysis[AnalysisName]> }
  | { id: number; kind: 'failed'; code: string; message: string; hint: string | undefined };
