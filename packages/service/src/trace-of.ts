/** The trace that a request belongs to. */
export interface Trace {
  /** 32 hexadecimal digits. */
  readonly id: string;
  /** 16 hexadecimal digits; `null` where the header names none. */
  readonly span: string | null;
  readonly isSampled: boolean;
}

/**
 * The trace of a request: `X-Cloud-Trace-Context: TRACE_ID/SPAN_ID;o=OPTIONS` with a decimal span
 * (https://docs.cloud.google.com/trace/docs/trace-context), else the W3C's `traceparent`
 * (https://www.w3.org/TR/trace-context/#traceparent-header).
 */
export function traceOf(cloud: string | undefined, traceparent: string | undefined): Trace | null {
  const google = /^([0-9a-f]{32})(?:\/(\d{1,20}))?(?:;o=(\d))?$/i.exec(cloud ?? '');
  if (google) {
    const [, id = '', span, options] = google;
    return {
      id: id.toLowerCase(),
      span: span === undefined ? null : BigInt.asUintN(64, BigInt(span)).toString(16).padStart(16, '0'),
      isSampled: options === '1',
    };
  }
  const w3c = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/.exec(traceparent ?? '');
  if (!w3c) return null;
  const [, id = '', span = '', flags = ''] = w3c;
  return { id, span, isSampled: (Number.parseInt(flags, 16) & 1) === 1 };
}
