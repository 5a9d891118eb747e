/** What a field of a message holds. */
export type ScalarKind = 'string' | 'int32' | 'int64' | 'bool' | 'double' | 'float';

/** A field of a message, as MLflow's protocol buffers define it. */
export type Field =
  | {
      readonly name: string;
      /** The other spelling that is accepted, e.g. `runId`. */
      readonly jsonName?: string;
      readonly kind: ScalarKind;
      readonly repeated?: true;
      readonly default?: string | number | boolean;
    }
  | {
      readonly name: string;
      readonly jsonName?: string;
      readonly kind: 'enum' | 'message';
      /** Name of the enumeration or message. */
      readonly of: string;
      readonly repeated?: true;
      readonly default?: string;
    }
  | { readonly name: string; readonly jsonName?: string; readonly kind: 'map'; readonly value: string };

/** A method and path of MLflow's REST interface; the version is that of its prefix, `/api/2.0` or `/api/3.0`. */
export interface Address {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  readonly version: number;
  /** With parameters in braces. */
  readonly path: string;
}

/** MLflow's REST interface: what is asked where, and with what. */
export interface Interface {
  /** Version of MLflow that it is taken from. */
  readonly mlflow: string;
  readonly answered: readonly (Address & { readonly rpc: string; readonly message: string })[];
  /** Addresses that are not answered, each with the area that it belongs to. */
  readonly leftOut: readonly (Address & { readonly area: string })[];
  readonly messages: Readonly<Record<string, readonly Field[]>>;
  readonly enums: Readonly<Record<string, Readonly<Record<string, number>>>>;
}
