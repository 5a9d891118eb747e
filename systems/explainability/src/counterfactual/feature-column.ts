/** A column as the search sees it. The columns of a `TableCode` fit. */
export interface FeatureColumn {
  readonly name: string;
  readonly kind: 'number' | 'truth' | 'category';
  /** Texts by code, for words. */
  readonly categories?: readonly string[] | undefined;
  /** Numbers move in this step from the original value. Default: on the values of the data. */
  readonly step?: number | null | undefined;
}
