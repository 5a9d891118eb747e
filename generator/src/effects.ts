import { askOn, type Ask } from '@modelfolio/command-line/ask';
import {
  realClock,
  realDisk,
  realNetwork,
  realProcesses,
  realTerminal,
  type Clock,
  type DiskWriting,
  type Network,
  type Processes,
  type Terminal,
} from '@modelfolio/command-line/effects';
import type { Project as ProjectFolder, ProjectEffects } from '@modelfolio/project';
import type { OpenSession, OpenTfjs } from '@modelfolio/inference';
import { openSession, openTfjs } from '@modelfolio/inference/node/open-session';

/** All that a command may do to the world. Tests pass others; nothing is mocked. */
export interface Effects extends Clock, DiskWriting, Network, Processes, ProjectEffects, Terminal {
  /** Asks the person at the terminal; `null` where nobody sits there. */
  ask: Ask | null;
  /** Seconds that a database may take for one answer (default: 300). */
  readonly timeLimit?: number | undefined;
  /** Opens an ONNX model for inference, in a process that is ended when it takes too long or on Ctrl-C. */
  openModel: OpenSession;
  /** Likewise, a model of TensorFlow.js. */
  openTfjs: OpenTfjs;
}

/** A project's folder, and all that a command may do. */
export type Project = ProjectFolder<Effects>;

/** The real disk, terminal, clock and ONNX Runtime. */
export function realEffects(signal = new AbortController().signal): Effects {
  return {
    ...realClock,
    ...realDisk(signal),
    ...realNetwork,
    ...realProcesses(signal),
    ...realTerminal,
    signal,
    workingFolder: process.cwd(),
    // On standard error, so that results can be piped.
    ask:
      process.stdin.isTTY && process.stderr.isTTY
        ? askOn({ input: process.stdin, output: process.stderr }, signal)
        : null,
    openModel: (bytes, limits) => openSession(bytes, { ...limits, signal }),
    openTfjs: (modelJson, weights, limits) => openTfjs(modelJson, weights, { ...limits, signal }),
  };
}
