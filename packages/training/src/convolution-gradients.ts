import type { Tensor4D, Tf } from './tensorflow.ts';

/** What a convolution's gradient kernels are told about it. */
interface ConvolutionAttributes {
  strides: [number, number] | number;
  pad: 'same' | 'valid' | number | [number, number][];
  dataFormat: 'NHWC' | 'NCHW';
}

/**
 * Gives the WASM backend the gradient kernels that it lacks or has only as a plain loop:
 * `Conv2DBackpropFilter` (tensorflow/tfjs#8474) and `Conv2DBackpropInput`. Both are written as a forward
 * convolution, which runs on XNNPACK's SIMD code. For stride 1; others fail with a clear message.
 */
export function registerConvolutionGradients(tf: Tf): void {
  for (const kernelName of ['Conv2DBackpropFilter', 'Conv2DBackpropInput'])
    if (tf.getKernel(kernelName, 'wasm')) tf.unregisterKernel(kernelName, 'wasm');
  tf.registerKernel({
    kernelName: 'Conv2DBackpropFilter',
    backendName: 'wasm',
    kernelFunc: ({ inputs, attrs }) => {
      const { x, dy } = inputs as { x: Tensor4D; dy: Tensor4D };
      const { filterShape, ...convolution } = attrs as unknown as ConvolutionAttributes & {
        filterShape: [number, number, number, number];
      };
      return filterGradient(tf, x, dy, filterShape, convolution);
    },
  });
  tf.registerKernel({
    kernelName: 'Conv2DBackpropInput',
    backendName: 'wasm',
    kernelFunc: ({ inputs, attrs }) => {
      const { dy, filter } = inputs as { dy: Tensor4D; filter: Tensor4D };
      const { inputShape, ...convolution } = attrs as unknown as ConvolutionAttributes & {
        inputShape: [number, number, number, number];
      };
      return inputGradient(tf, dy, filter, inputShape, convolution);
    },
  });
}

/**
 * `dW[a, b, i, o] = Σ x[n, h + a, w + b, i] · dy[n, h, w, o]`: the convolution of `x` as `[i, H, W, n]` with `dy`
 * as the filter `[h, w, n, o]`, which gives `[i, a, b, o]`.
 */
function filterGradient(
  tf: Tf,
  x: Tensor4D,
  dy: Tensor4D,
  filterShape: [number, number, number, number],
  convolution: ConvolutionAttributes,
): Tensor4D {
  const padding = paddingOf(tf, x.shape, filterShape, convolution);
  return tf.tidy(() => {
    const padded = tf.pad(x, [[0, 0], padding.rows, padding.columns, [0, 0]]);
    const asImages = tf.transpose(padded, [3, 1, 2, 0]);
    const asFilter = tf.transpose(dy, [1, 2, 0, 3]);
    return tf.transpose(tf.conv2d(asImages, asFilter, 1, 'valid'), [1, 2, 0, 3]);
  });
}

/** `dx` is the convolution of `dy` with the filter turned by 180° and its channels exchanged. */
function inputGradient(
  tf: Tf,
  dy: Tensor4D,
  filter: Tensor4D,
  inputShape: [number, number, number, number],
  convolution: ConvolutionAttributes,
): Tensor4D {
  const [height, width] = filter.shape;
  const { rows, columns } = paddingOf(tf, inputShape, filter.shape, convolution);
  return tf.tidy(() => {
    const turned = tf.transpose(tf.reverse(filter, [0, 1]), [0, 1, 3, 2]);
    return tf.conv2d(dy, turned, 1, [
      [0, 0],
      [height - 1 - rows[0], height - 1 - rows[1]],
      [width - 1 - columns[0], width - 1 - columns[1]],
      [0, 0],
    ]);
  });
}

function paddingOf(
  tf: Tf,
  inputShape: [number, number, number, number],
  filterShape: [number, number, number, number],
  { strides, pad, dataFormat }: ConvolutionAttributes,
): { rows: [number, number]; columns: [number, number] } {
  const { strideHeight, strideWidth, padInfo } = tf.backend_util.computeConv2DInfo(
    inputShape,
    filterShape,
    strides,
    1,
    pad as 'same',
    undefined,
    false,
  );
  if (strideHeight !== 1 || strideWidth !== 1 || dataFormat === 'NCHW')
    throw new RangeError('convolution gradients on the WASM backend need stride 1 and NHWC');
  return { rows: [padInfo.top, padInfo.bottom], columns: [padInfo.left, padInfo.right] };
}
