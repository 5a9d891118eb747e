/**
 * Which model's bytes a recount ran, as a claim names them. A card's evaluation judges the ONNX file where there is one;
 * another format of the same model has bytes of its own, which the engine has checked against the card.
 *
 * @param ran SHA-256 by path of the files that were run
 * @param stated SHA-256 of the file that the evaluation judged
 */
export function judgedBytes(
  ran: Readonly<Record<string, string>>,
  stated: string,
): { model: string; isOtherFormat: boolean } {
  if (Object.values(ran).includes(stated)) return { model: stated, isOtherFormat: false };
  const onnx = Object.keys(ran).find((path) => path.endsWith('.onnx'));
  return onnx === undefined
    ? { model: stated, isOtherFormat: true }
    : { model: ran[onnx] ?? '', isOtherFormat: false };
}
