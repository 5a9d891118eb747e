// ONNX files read and made ready, for programs and pages alike.
export { refuseUnsupported } from './browser-operators.ts';
export { zipMapNames } from './class-names.ts';
export { readDroppedModel, type DroppedModel, type DroppedWords } from './dropped-model.ts';
export { externalPlace, externalTensors, takeIn } from './external-data.ts';
export { feedAs, type FedAs } from './feed-as.ts';
export { fitForBrowser } from './fit-for-browser.ts';
export { decodeOnnx, encodeOnnx, noteChanges, type OnnxProto } from './model-proto.ts';
export { OnnxError, type OnnxErrorCode } from './onnx-error.ts';
export { readOnnxModel, type GraphModel, type ModelOutput } from './onnx-model.ts';
export { interpretSignature } from './signature.ts';
export { matchingName } from './signature/column-name.ts';
export { describeTensor, isFloating, isOneAcross } from './signature/describe-tensor.ts';
export { suggestedInputKind } from './signature/input-kind.ts';
export type { KnownRows } from './signature/known-rows.ts';
export { refuseOtherTasks } from './signature/refuse-other-tasks.ts';
export { taskKind } from './signature/output-meaning.ts';
