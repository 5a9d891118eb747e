/** Calls to something that may not answer. */
export interface PatientCalls {
  /** What the work gives. @throws Error when that takes too long; the work goes on by itself. */
  ask<Result>(work: () => Promise<Result>): Promise<Result>;
  /** Work that nobody waits for any more. */
  readonly abandoned: number;
}

/** Calls that are waited for so long. */
export function patientCalls(patienceMs: number): PatientCalls {
  let abandoned = 0;
  return {
    async ask(work) {
      const { promise: tooLate, reject } = Promise.withResolvers<never>();
      const answer = work();
      const timer = setTimeout(() => {
        abandoned += 1;
        const ended = (): unknown => (abandoned -= 1);
        answer.then(ended, ended);
        reject(new Error(`no answer within ${patienceMs / 1000} s`));
      }, patienceMs);
      try {
        return await Promise.race([answer, tooLate]);
      } finally {
        clearTimeout(timer);
      }
    },
    get abandoned() {
      return abandoned;
    },
  };
}
