import type { ModelExamples } from '@modelfolio/schemas';
import { useRef } from 'preact/hooks';
import { download } from '@modelfolio/pages/download';
import type { AutoModel, ExampleRow } from './auto-model.ts';

/** Rows to start from: the first is in the page, the others are fetched once, when one of them is asked for. */
export function useExamples({ examples, first }: AutoModel): (index: number) => Promise<ExampleRow> {
  const fetched = useRef<Promise<ExampleRow[]> | null>(null);
  async function fetchRows(): Promise<ExampleRow[]> {
    if (!examples) return first ? [first] : [];
    const bytes = await download(examples, () => undefined, new AbortController().signal);
    // Its SHA-256 is that of the card: the site's build has checked its shape.
    return (JSON.parse(new TextDecoder().decode(bytes)) as ModelExamples).rows;
  }
  return async (index) => {
    if (index === 0 && first) return first;
    fetched.current ??= fetchRows();
    try {
      const row = (await fetched.current)[index];
      if (!row) throw new RangeError(`there is no example ${index + 1}`);
      return row;
    } catch (error) {
      fetched.current = null;
      throw error;
    }
  };
}
