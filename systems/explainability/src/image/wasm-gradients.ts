import {
  backend_util,
  conv2d,
  getBackend,
  getKernel,
  registerKernel,
  reverse,
  tensor4d,
  tidy,
  transpose,
  unregisterKernel,
  type KernelConfig,
  type KernelFunc,
  type Tensor4D,
} from '@tensorflow/tfjs-core';

type Shape4D = [number, number, number, number];

/** What the gradient kernels are told about the operation. */
interface PoolAttributes {
  filterSize: [number, number] | number;
  strides: [number, number] | number;
  pad: 'same' | 'valid' | number;
  dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

interface ConvolutionAttributes {
  inputShape: Shape4D;
  strides: [number, number] | number;
  pad: 'same' | 'valid' | number;
  dataFormat: 'NHWC' | 'NCHW';
}

let replaced = false;

/**
 * Replaces two gradient kernels of the WebAssembly backend (4.22.0), once; other backends keep theirs.
 *
 * Its `MaxPoolGrad` gives no gradient at all to a window whose largest value is not positive, and the last of equal values
 * the gradient; here it is the first, as on the other backends and in PyTorch. Its `Conv2DBackpropInput` is a plain loop: for
 * stride 1 a forward convolution does the same on SIMD code.
 */
export function replaceWasmGradients(): void {
  if (replaced || getBackend() !== 'wasm') return;
  replaced = true;
  replace('MaxPoolGrad', () => maxPoolGradient);
  replace('Conv2DBackpropInput', (own) => (call) => {
    const { strides, dataFormat } = call.attrs as unknown as ConvolutionAttributes;
    const [down, across] = typeof strides === 'number' ? [strides, strides] : strides;
    return down === 1 && across === 1 && dataFormat !== 'NCHW' ? convolutionGradient(call) : own(call);
  });
}

function replace(kernelName: string, by: (own: KernelFunc) => KernelFunc): void {
  // A backend without the kernel (an older one) stays as it is, and says so when it is asked for.
  const own = getKernel(kernelName, 'wasm') as KernelConfig | undefined;
  if (!own) return;
  unregisterKernel(kernelName, 'wasm');
  registerKernel({ ...own, kernelFunc: by(own.kernelFunc) });
}

/** Each window's gradient goes to its first largest value. */
const maxPoolGradient: KernelFunc = ({ inputs, attrs }) => {
  const { dy, input } = inputs as unknown as { dy: Tensor4D; input: Tensor4D };
  const { filterSize, strides, pad, dimRoundingMode } = attrs as unknown as PoolAttributes;
  const pool = backend_util.computePool2DInfo(input.shape, filterSize, strides, 1, pad, dimRoundingMode);
  const { inHeight, inWidth, outHeight, outWidth, inChannels: channels, padInfo } = pool;
  const [from, slopes] = [input.dataSync<'float32'>(), dy.dataSync<'float32'>()];
  const gradient = new Float32Array(from.length);
  let out = 0;
  for (let image = 0; image < pool.batchSize; image++)
    for (let row = 0; row < outHeight; row++)
      for (let column = 0; column < outWidth; column++) {
        const [top, left] = [row * pool.strideHeight - padInfo.top, column * pool.strideWidth - padInfo.left];
        const bottom = Math.min(inHeight, top + pool.effectiveFilterHeight);
        const right = Math.min(inWidth, left + pool.effectiveFilterWidth);
        for (let channel = 0; channel < channels; channel++, out++) {
          let best = -1;
          for (let y = Math.max(0, top); y < bottom; y++)
            for (let x = Math.max(0, left); x < right; x++) {
              const at = ((image * inHeight + y) * inWidth + x) * channels + channel;
              if (best === -1 || (from[at] as number) > (from[best] as number)) best = at;
            }
          gradient[best] = (gradient[best] as number) + (slopes[out] as number);
        }
      }
  return tensor4d(gradient, input.shape);
};

/** The gradient of a convolution of stride 1 is one with the filter turned by 180° and its channels exchanged. */
const convolutionGradient: KernelFunc = ({ inputs, attrs }) => {
  const { dy, filter } = inputs as unknown as { dy: Tensor4D; filter: Tensor4D };
  const { inputShape, strides, pad } = attrs as unknown as ConvolutionAttributes;
  const [height, width] = filter.shape;
  const { padInfo } = backend_util.computeConv2DInfo(inputShape, filter.shape, strides, 1, pad);
  return tidy(() =>
    conv2d(dy, transpose(reverse(filter, [0, 1]), [0, 1, 3, 2]), 1, [
      [0, 0],
      [height - 1 - padInfo.top, height - 1 - padInfo.bottom],
      [width - 1 - padInfo.left, width - 1 - padInfo.right],
      [0, 0],
    ]),
  );
};
