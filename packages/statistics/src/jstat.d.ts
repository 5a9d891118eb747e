declare module 'jstat' {
  /** The parts of jStat that are used here: it comes without types. */
  const jstat: {
    /** Natural logarithm of the gamma function. */
    gammaln(x: number): number;
    studentt: { cdf(x: number, degreesOfFreedom: number): number };
  };
  export default jstat;
}
