import type { RefObject } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { parseColour, type MapColours } from './map-colours.ts';

const names = { for: '--mf-series-1', against: '--mf-series-2', neither: '--mf-card' } as const;

/**
 * The theme's colours for a map as numbers, for a canvas; read anew when the theme changes.
 *
 * @param element one that lives where the map is shown
 */
export function useMapColours(element: RefObject<HTMLElement>): MapColours | null {
  const [colours, setColours] = useState<MapColours | null>(null);
  useEffect(() => {
    function read(): void {
      const { current } = element;
      if (!current) return;
      // A custom property computes to its text; as a colour of an element it computes to numbers.
      const colour = (name: string) => {
        current.style.color = `var(${name})`;
        const found = parseColour(getComputedStyle(current).color);
        current.style.color = '';
        return found;
      };
      setColours({ for: colour(names.for), against: colour(names.against), neither: colour(names.neither) });
    }
    read();
    const observer = new MutationObserver(read);
    observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
    return () => observer.disconnect();
  }, []);
  return colours;
}
