import type { mlflowInterface } from './mlflow-interface.ts';

type Messages = typeof mlflowInterface.messages;
type Enums = typeof mlflowInterface.enums;

export type MessageName = keyof Messages;
export type EnumName = keyof Enums;

/** A whole number of 64 bits: a bigint where a number would not be exact. */
export type Int64 = number | bigint;

interface Scalars {
  readonly string: string;
  readonly int32: number;
  readonly int64: Int64;
  readonly bool: boolean;
  readonly double: number;
  readonly float: number;
}

type ValueOf<F> = F extends { readonly kind: 'enum'; readonly of: infer E extends EnumName }
  ? keyof Enums[E] & string
  : F extends { readonly kind: 'message'; readonly of: infer M extends MessageName }
    ? Message<M>
    : F extends { readonly kind: 'map' }
      ? Readonly<Record<string, unknown>>
      : F extends { readonly kind: infer K extends keyof Scalars }
        ? Scalars[K]
        : never;

type Plain<F> = F extends { readonly repeated: true } ? readonly ValueOf<F>[] : ValueOf<F>;

/** Fields that are there even when they were not sent: repeated ones are empty, others hold their default. */
type Certain = { readonly repeated: true } | { readonly default: unknown } | { readonly kind: 'map' };

/** A message as {@link parseMessage} returns it. */
export type Message<Name extends MessageName> = {
  readonly [F in Messages[Name][number] as F extends Certain ? F['name'] : never]: Plain<F>;
} & {
  readonly [F in Messages[Name][number] as F extends Certain ? never : F['name']]?: Plain<F>;
};
