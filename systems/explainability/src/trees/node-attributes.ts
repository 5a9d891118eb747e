import type { onnx } from 'onnx-proto';

/** An attribute of a node, by its name. */
export function attributeOf(node: onnx.INodeProto, name: string): onnx.IAttributeProto | null {
  return node.attribute?.find((one) => one.name === name) ?? null;
}

export function intOf(node: onnx.INodeProto, name: string): number | null {
  const { i } = attributeOf(node, name) ?? {};
  return i === null || i === undefined ? null : Number(i);
}

export function intsOf(node: onnx.INodeProto, name: string): number[] | null {
  const found = attributeOf(node, name);
  return found ? (found.ints ?? []).map(Number) : null;
}

export function floatsOf(node: onnx.INodeProto, name: string): readonly number[] | null {
  const found = attributeOf(node, name);
  return found ? (found.floats ?? []) : null;
}

export function textOf(node: onnx.INodeProto, name: string): string | null {
  const { s } = attributeOf(node, name) ?? {};
  return s ? new TextDecoder().decode(s) : null;
}

export function textsOf(node: onnx.INodeProto, name: string): string[] | null {
  const found = attributeOf(node, name);
  return found ? (found.strings ?? []).map((one) => new TextDecoder().decode(one)) : null;
}

/** `domain.Operator`, the domain empty for ONNX's own: `.Cast`, `ai.onnx.ml.Scaler`. */
export function operatorOf({ domain, opType }: onnx.INodeProto): string {
  return `${domain === 'ai.onnx' ? '' : (domain ?? '')}.${opType ?? ''}`;
}
