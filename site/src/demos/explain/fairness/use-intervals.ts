import { bootstrapIntervals, type Confusion, type FairnessIntervals } from '@modelfolio/explainability';
import { useEffect, useState } from 'preact/hooks';

/** Time after the last change of a slider before intervals are drawn: rates follow it at once. */
const restMs = 150;

/**
 * Bootstrap intervals of what is shown; `null` while it is still changing. The seed is the one that records are made with,
 * so that the same thresholds have the same interval here and on the card.
 */
export function useIntervals(confusions: readonly Confusion[]): FairnessIntervals | null {
  const key = JSON.stringify(confusions);
  const [drawn, setDrawn] = useState<{ key: string; intervals: FairnessIntervals } | null>(null);
  useEffect(() => {
    const timer = setTimeout(() => setDrawn({ key, intervals: bootstrapIntervals(confusions) }), restMs);
    return () => clearTimeout(timer);
  }, [key]);
  return drawn?.key === key ? drawn.intervals : null;
}
