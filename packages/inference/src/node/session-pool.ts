import { availableParallelism } from 'node:os';
import type { OpenLimits, Session } from '../session.ts';
import { RemoteGraph } from './remote-graph.ts';
import type { ModelKind } from './session-words.ts';
import { programBeside } from './supervisor/program-beside.ts';
import { Supervisor, type SupervisorLimits } from './supervisor/supervisor.ts';

/** For how long a session's calls may go on: 300 seconds by default, not counting the time that they wait. */
export interface SessionLimits extends OpenLimits {
  /** Ends what is under way within about a second, and refuses what comes after. */
  readonly signal?: AbortSignal | undefined;
}

/** Child processes that hold sessions. */
export interface SessionPool {
  /**
   * Opens a graph of these bytes, which must not change until the session is closed: another process may need them again.
   *
   * @throws InferenceError `time-limit`, `memory-limit`, `crashed`, `garbled`; Error in the words of the runtime
   */
  open(bytes: Uint8Array, limits?: SessionLimits): Promise<Session>;
  /**
   * Likewise, a model of TensorFlow.js: layers or graph.
   *
   * @param modelJson bytes of `model.json`
   * @param weights bytes of all weight files, in the order that `model.json` names them
   */
  openTfjs(modelJson: Uint8Array, weights: Uint8Array, limits?: SessionLimits): Promise<Session>;
  /** Ids of the processes that are there now: none until a graph is opened. */
  readonly processes: readonly number[];
  /** Ends every process and what it does. */
  end(): void;
}

/** Seconds that opening a graph, and each run of it, may take when nobody says: much for a big model on a slow machine. */
export const defaultTimeLimit = 300;

/**
 * Sessions in child processes that can be ended while a graph runs, which nothing inside a process can do. A run goes to
 * a process that is free, and opens the graph there when it is not yet open; a process that was ended because of one
 * session is replaced, and the others open themselves in the new one.
 *
 * @example
 * const pool = sessionPool({ processes: 2 });
 * const session = await pool.open(await readFile('model.onnx'), { timeLimit: 10 });
 */
export function sessionPool(limits: SupervisorLimits = {}): SessionPool {
  const { processes = 1 } = limits;
  const supervisor = new Supervisor(programBeside(import.meta.url, 'session-child'), limits);
  // One process has the machine for itself: results stay those of ONNX Runtime's own choice of threads.
  const threads = processes === 1 ? null : Math.max(1, Math.floor(availableParallelism() / processes));

  const openParts = async (
    kind: ModelKind,
    parts: readonly Uint8Array[],
    { timeLimit = defaultTimeLimit, signal }: SessionLimits = {},
  ): Promise<Session> => {
    const graph = new RemoteGraph(parts, { kind, threads }, { timeLimit, signal });
    const release = supervisor.hold();
    let isClosed = false;
    try {
      const { runtime, inputs, outputs } = await supervisor.exclusive(
        (child) => graph.openedIn(child),
        signal,
      );
      const run: Session['run'] = async (feeds, wanted = outputs) => {
        if (isClosed) throw new Error('the session is closed');
        return supervisor.exclusive(
          (child) => graph.run(child, feeds, wanted),
          signal,
          (child) => graph.isOpenIn(child),
        );
      };
      const close = async (): Promise<void> => {
        isClosed = true;
        await supervisor.onEach((child) => graph.closeIn(child));
        release();
      };
      return { runtime, inputs, outputs, run, close };
    } catch (error) {
      release();
      throw error;
    }
  };

  return {
    get processes() {
      return supervisor.children.flatMap(({ pid }) => pid ?? []);
    },
    open: (bytes, runLimits) => openParts('onnx', [bytes], runLimits),
    openTfjs: (modelJson, weights, runLimits) => openParts('tfjs', [modelJson, weights], runLimits),
    end: () => supervisor.end(),
  };
}
