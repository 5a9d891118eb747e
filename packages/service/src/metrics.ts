import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Gate, Refusal } from './gate.ts';
import { addProcessMetrics } from './process-metrics.ts';

/** What a service counts, for Prometheus. */
export interface Metrics {
  /** For metrics of the service's own. */
  readonly registry: Registry;
  /** Counts a request that was answered. */
  answered(labels: RequestLabels, seconds: number): void;
  /** Counts a request that was refused before the service saw it. */
  refused(code: string): void;
  /** Shows what computes, waits and was refused at gates, by the names of their lanes. */
  watchLanes(gates: Readonly<Record<string, Gate>>): void;
  /** Shows how many lines of the log were lost. */
  watchLog(dropped: () => number): void;
  /** All of them as Prometheus reads them (https://prometheus.io/docs/instrumenting/exposition_formats). */
  text(): Promise<string>;
}

/** What tells one series of requests from others: never a word of a client's, or series would grow without end. */
export interface RequestLabels {
  readonly method: string;
  /** The path with its parameters in braces: `/v1/models/{id}`. */
  readonly route: string;
  readonly status: number;
}

const noRefusals: Record<Refusal, number> = { full: 0, waited: 0, deadline: 0, 'client-gone': 0 };

/**
 * The metrics of one service, in a registry of their own.
 *
 * @example
 * const metrics = createMetrics();
 * metrics.watchLanes(lanes.gates);
 * metrics.watchLog(log.dropped);
 */
export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  addProcessMetrics(registry);
  const requests = new Counter({
    name: 'http_requests_total',
    help: 'Requests that were answered.',
    labelNames: ['method', 'route', 'status'],
    registers,
  });
  const durations = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time from a request to its answer.',
    labelNames: ['method', 'route'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers,
  });
  const refusals = new Counter({
    name: 'http_connections_refused_total',
    help: 'What was refused before it was a request: too slow, too large, malformed, too many.',
    labelNames: ['code'],
    registers,
  });
  return {
    registry,
    answered: ({ method, route, status }, seconds) => {
      requests.inc({ method, route, status });
      durations.observe({ method, route }, seconds);
    },
    refused: (code) => refusals.inc({ code }),
    watchLanes: (gates) => watchLanes(registry, gates),
    watchLog: (dropped) => {
      new Counter({
        name: 'log_lines_dropped_total',
        help: 'Lines of the log that could not be written.',
        registers,
        collect() {
          this.reset();
          this.inc(dropped());
        },
      });
    },
    text: () => registry.metrics(),
  };
}

function watchLanes(registry: Registry, gates: Readonly<Record<string, Gate>>): void {
  const registers = [registry];
  const lanes = Object.entries(gates);
  const gauge = (name: string, help: string, read: (gate: Gate) => number): void => {
    new Gauge({
      name,
      help,
      labelNames: ['lane'],
      registers,
      collect() {
        for (const [lane, gate] of lanes) this.set({ lane }, read(gate));
      },
    });
  };
  gauge('lane_requests_in_flight', 'Requests that are being computed.', ({ busy }) => busy);
  gauge('lane_requests_waiting', 'Requests that wait for a place.', ({ waiting }) => waiting);
  new Counter({
    name: 'lane_requests_rejected_total',
    help: 'Requests without a result: no room to wait, no place in time, not done in time, client gone.',
    labelNames: ['lane', 'reason'],
    registers,
    collect() {
      this.reset();
      for (const [lane, { refused }] of lanes)
        for (const reason of Object.keys(noRefusals) as Refusal[])
          this.inc({ lane, reason }, refused[reason]);
    },
  });
}
