import {
  realClock,
  realDisk,
  realNetwork,
  realProcesses,
  realTerminal,
  type Clock,
  type DiskReading,
  type DiskWriting,
  type Interruption,
  type Network,
  type Processes,
  type Terminal,
} from '@modelfolio/command-line/effects';
import { type Project as ProjectFolder } from '@modelfolio/project';
import { askOn, type Ask } from '@modelfolio/command-line/ask';
import { openOnnxModel, type OpenModel } from './open-onnx-model.ts';

/** All that a command may do to the world. Tests pass others; nothing is mocked. */
export interface Effects extends Clock, DiskReading, DiskWriting, Interruption, Network, Processes, Terminal {
  /** Folder a command starts looking for the project in. */
  readonly workingFolder: string;
  /** Asks the person at the terminal; `null` where nobody sits there. */
  ask: Ask | null;
  /** Opens an ONNX model for inference. */
  openModel: OpenModel;
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
    openModel: openOnnxModel,
  };
}
