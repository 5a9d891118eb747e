import { listed } from '@modelfolio/failures/listed';
import { OnnxError } from './onnx-error.ts';
import { allNodes } from './graph-walk.ts';
import type { OnnxProto } from './model-proto.ts';

/** Operator sets that `onnxruntime-web/wasm` has whole. */
const wholeDomains = new Set(['', 'ai.onnx', 'ai.onnx.ml']);

/**
 * Operators of ONNX Runtime's own set that have a CPU kernel and are in the WebAssembly file of onnxruntime-web 1.30.
 * `interop/test_add.py` compares it with the kernels that ONNX Runtime says it has.
 */
export const contributedOperators: ReadonlySet<string> = new Set(
  `Attention AttnLSTM BeamSearch BiasGelu BifurcationDetector CDist CausalConvWithState
   ConvTransposeWithDynamicPads CropAndResize DecoderMaskedMultiHeadAttention DequantizeLinear
   DynamicQuantizeLSTM DynamicQuantizeMatMul DynamicTimeWarping EmbedLayerNormalization EngramGate
   ExpandDims FastGelu FusedConv FusedGemm FusedMatMul GatedDeltaNet GatedRMSNorm GatherBlockQuantized Gelu
   GreedySearch GridSample GroupQueryAttention Inverse LinearAttention LinearAttentionGate MRotaryEmbedding
   MatMulBnb4 MatMulFpQ4 MatMulInteger16 MatMulIntegerToFloat MatMulNBits MaxpoolWithMask MoE
   MultiHeadAttention MurmurHash3 NGramHashMapping NGramRepeatBlock NhwcMaxPool Pad QAttention
   QEmbedLayerNormalization QGemm QLinearAdd QLinearAveragePool QLinearConcat QLinearConv
   QLinearGlobalAveragePool QLinearLeakyRelu QLinearMul QLinearSigmoid QLinearSoftmax QLinearWhere QMoE
   QuantizeLinear QuickGelu Range RotaryEmbedding SkipLayerNormalization SkipSimplifiedLayerNormalization
   SparseAttention SparseToDenseMatMul Tokenizer TransposeMatMul Trilu UnfoldTensor Unique
   VarlenCausalConvWithState WhisperBeamSearch WordConvEmbedding`.split(/\s+/),
);

/**
 * Operators of a model that the browser's runtime lacks.
 *
 * @returns `domain.Operator` each, once, sorted
 */
export function unsupportedOperators(model: OnnxProto): string[] {
  const local = new Set(
    (model.functions as { domain?: string | null; name?: string | null }[]).map(
      ({ domain, name }) => `${domain ?? ''}.${name ?? ''}`,
    ),
  );
  const lacking = [...allNodes(model)]
    .map(({ domain, opType }) => ({ domain: domain ?? '', opType: opType ?? '' }))
    .filter(({ domain, opType }) => !wholeDomains.has(domain) && !local.has(`${domain}.${opType}`))
    .filter(({ domain, opType }) => domain !== 'com.microsoft' || !contributedOperators.has(opType))
    .map(({ domain, opType }) => `${domain}.${opType}`);
  return [...new Set(lacking)].toSorted();
}

/**
 * @param path names the file in errors
 * @throws OnnxError `operators-unsupported`, also for a graph that holds its own training
 */
export function refuseUnsupported(model: OnnxProto, path: string): void {
  const lacking = unsupportedOperators(model);
  if (lacking.length > 0)
    throw new OnnxError('operators-unsupported', `the browser's runtime lacks ${listed(lacking, 20)}`, {
      file: path,
      hint: 'export with the operators of ai.onnx and ai.onnx.ml alone, without custom ones or fusions for one device',
    });
  if (model.trainingInfo.length > 0)
    throw new OnnxError('operators-unsupported', 'the graph holds steps of training', {
      file: path,
      hint: 'export for inference',
    });
}
