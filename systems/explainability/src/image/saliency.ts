import { logitGradients } from './class-logit.ts';
import { checkImage, type ImageInput, type Logits } from './image-model.ts';

/**
 * How strongly a class's logit reacts to each value of an image: |∂F/∂x| (Simonyan, Vedaldi and Zisserman 2013, "Deep Inside
 * Convolutional Networks"), as captum's `Saliency`. It has no sign and does not add up to anything.
 *
 * @returns `[height, width, channels]`, logit per unit of the image
 * @throws ExplainabilityError `input`, `not-finite`, `unsupported`
 */
export function saliency(logits: Logits, image: ImageInput, classIndex: number): Float32Array {
  checkImage(image);
  return logitGradients(logits, image.values, image, classIndex).map(Math.abs);
}
