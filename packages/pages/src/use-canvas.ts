import { useEffect, useRef } from 'preact/hooks';

/** What is drawn on: a context in CSS pixels, its size, and the page's colours. */
export interface Drawing {
  context: CanvasRenderingContext2D;
  width: number;
  height: number;
  colour(token: string): string;
}

/**
 * A canvas that is drawn again when its size, the theme or what is drawn changes; in slices of a frame each, so that
 * thousands of lines do not keep a page from answering.
 *
 * @param draw draws one slice and says whether more is left
 */
export function useCanvas(
  draw: (drawing: Drawing, slice: number) => boolean,
  inputs: readonly unknown[],
): { current: HTMLCanvasElement | null } {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d');
    if (!element || !context) return undefined;
    let frame = 0;
    const start = (): void => {
      cancelAnimationFrame(frame);
      const { clientWidth: width, clientHeight: height } = element;
      const ratio = devicePixelRatio;
      element.width = width * ratio;
      element.height = height * ratio;
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
      context.clearRect(0, 0, width, height);
      const style = getComputedStyle(element);
      const resolved = new Map<string, string>();
      // A colour that follows the theme is resolved by the browser, once a drawing.
      const colour = (token: string): string => {
        const known = resolved.get(token);
        if (known !== undefined) return known;
        element.style.color = `var(${token})`;
        const found = style.color;
        resolved.set(token, found);
        return found;
      };
      let slice = 0;
      const step = (): void => {
        if (draw({ context, width, height, colour }, slice++)) frame = requestAnimationFrame(step);
      };
      step();
    };
    const resized = new ResizeObserver(start);
    resized.observe(element);
    const themed = new MutationObserver(start);
    themed.observe(document.documentElement, { attributeFilter: ['data-theme'] });
    return () => {
      cancelAnimationFrame(frame);
      resized.disconnect();
      themed.disconnect();
    };
  }, inputs);
  return canvas;
}
