import { spawn, type ChildProcess } from 'node:child_process';
import module from 'node:module';
import { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { failureOf } from '@modelfolio/failures/failure-parts';
import { InferenceError, isStop, type StopCode } from '../../inference-error.ts';
import { Deadline } from './deadline.ts';
import { frameChunks, type Frame } from './frame.ts';
import { FrameStream } from './frame-stream.ts';
import { descriptors, type Reply } from './protocol.ts';

/** What a child may take. */
export interface ChildLimits {
  /** Bytes of memory that the whole process may hold. */
  readonly memoryLimit: number;
  /** Bytes that an answer may hold. */
  readonly answerLimit: number;
}

/** For how long a call may go on. */
export interface CallLimits {
  /** Seconds. */
  readonly timeLimit: number;
  /** Ends the call, and the child with it. */
  readonly signal?: AbortSignal | undefined;
}

interface Call {
  readonly done: (frame: Frame) => void;
  readonly fail: (error: unknown) => void;
}

/** Seconds that a child may take to start, however busy the machine is. */
const startLimit = 120;
/** Characters kept of what native code wrote on standard error. */
const keptWords = 2000;

/**
 * One process that answers one call at a time. It does not keep its parent alive while it waits, and does not outlive
 * it. What goes wrong ends it: there is no way back into native code that hangs.
 */
export class Child {
  readonly #process: ChildProcess;
  readonly #frames: Socket;
  readonly #ready: Promise<unknown>;
  #call: Call | null = null;
  #why: InferenceError | null = null;
  #said = '';

  /** @param program path of a program that calls `answerParent` */
  constructor(program: string, { memoryLimit, answerLimit }: ChildLimits) {
    const heap = Math.max(64, Math.floor(memoryLimit / 2 ** 20));
    this.#process = spawn(process.execPath, [`--max-old-space-size=${heap}`, program, String(memoryLimit)], {
      stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'],
      env: environment(),
      windowsHide: true,
    });
    // Not there when no descriptors are left; the error follows.
    const stdio = this.#process.stdio as ChildProcess['stdio'] | undefined;
    const socketAt = (at: number): Socket => (stdio?.[at] as Socket | null | undefined) ?? new Socket();
    this.#frames = socketAt(descriptors.frames);
    const lifeline = socketAt(descriptors.lifeline);
    const stream = new FrameStream(answerLimit, (frame) => this.#answered(frame));
    this.#frames.on('data', (chunk: Buffer) => {
      try {
        if (this.isAlive) stream.push(chunk);
      } catch (error) {
        this.#stop(error as InferenceError);
      }
    });
    lifeline.once('data', () =>
      this.#stop(
        stopped('memory-limit', `a child process needed more than ${gigabytes(memoryLimit)} of memory`),
      ),
    );
    this.#process.stderr?.on('data', (chunk: Buffer) => {
      this.#said = (this.#said + chunk.toString()).slice(-keptWords);
    });
    // What is written to a child that has just died; its end tells why.
    for (const socket of [this.#frames, lifeline]) socket.on('error', () => undefined);
    this.#process.once('error', (cause) =>
      this.#stop(stopped('crashed', `a child process cannot be started: ${cause.message}`, cause)),
    );
    this.#process.once('close', (code, signal) => this.#stop(this.#crash(code, signal)));
    this.#process.unref();
    for (const socket of [this.#frames, lifeline, this.#process.stderr as Socket | null]) socket?.unref();
    this.#ready = this.#reply(startLimit);
    // Whoever calls is told.
    this.#ready.catch(() => undefined);
  }

  /** Id of the process; `undefined` where it could not be started. */
  get pid(): number | undefined {
    return this.#process.pid;
  }

  get isAlive(): boolean {
    return this.#why === null;
  }

  /**
   * Asks the child and waits for its answer. The time it takes to start does not count.
   *
   * @throws InferenceError `time-limit`, `memory-limit`, `crashed`, `garbled`: the child is ended then; the signal's
   *   reason; and what the child's handler threw, a `Failure` as one
   */
  async call(
    name: string,
    body: unknown,
    views: readonly ArrayBufferView[],
    { timeLimit, signal }: CallLimits,
  ): Promise<Frame> {
    signal?.throwIfAborted();
    const abort = (): void => this.#stop(stopped('ended', 'a child process was ended'), signal?.reason);
    signal?.addEventListener('abort', abort, { once: true });
    this.#frames.ref();
    try {
      await this.#ready;
      if (this.#why) throw this.#why;
      const reply = this.#reply(timeLimit);
      this.#frames.cork();
      for (const chunk of frameChunks({ name, body }, views)) this.#frames.write(chunk);
      this.#frames.uncork();
      const { body: answer, buffers } = await reply;
      return { body: answerOf(answer), buffers };
    } catch (error) {
      signal?.throwIfAborted();
      // An answer that is none: nobody knows what the child does now.
      if (isStop(error)) this.#stop(error);
      throw error;
    } finally {
      this.#frames.unref();
      signal?.removeEventListener('abort', abort);
    }
  }

  /** Ends the process at once. */
  end(): void {
    this.#stop(stopped('ended', 'a child process was ended'));
  }

  #reply(timeLimit: number): Promise<Frame> {
    const { promise, resolve, reject } = Promise.withResolvers<Frame>();
    const deadline = new Deadline(timeLimit, () =>
      this.#stop(stopped('time-limit', `not finished after ${timeLimit} seconds`)),
    );
    this.#call = { done: resolve, fail: reject };
    return promise.finally(() => deadline.clear());
  }

  #answered(frame: Frame): void {
    const call = this.#call;
    this.#call = null;
    if (call) call.done(frame);
    else this.#stop(stopped('garbled', 'a child process said something that it was not asked'));
  }

  #stop(why: InferenceError, reason: unknown = why): void {
    if (this.#why === null) this.#process.kill('SIGKILL');
    this.#why ??= why;
    this.#call?.fail(reason);
    this.#call = null;
  }

  #crash(code: number | null, signal: NodeJS.Signals | null): InferenceError {
    const how = signal === null ? `exit code ${code}` : `by ${signal}`;
    return stopped('crashed', `a child process ended unexpectedly (${how})`, new Error(this.#said.trim()));
  }
}

function answerOf(answer: unknown): unknown {
  const reply = answer as Reply | null;
  if (typeof reply === 'object' && reply !== null) {
    if ('failure' in reply) throw failureOf(reply.failure);
    if ('error' in reply) throw new Error(reply.error);
    if ('body' in reply) return reply.body;
  }
  throw stopped('garbled', 'the answer of a child process is none');
}

function stopped(code: StopCode, reason: string, cause?: unknown): InferenceError {
  return new InferenceError(code, reason, { cause });
}

const gigabytes = (bytes: number): string => `${(bytes / 1e9).toPrecision(2)} GB`;

/** A child's environment: compiled code is kept, as `module.enableCompileCache()` does, so that the next one starts faster. */
function environment(): NodeJS.ProcessEnv {
  const NODE_COMPILE_CACHE =
    process.env['NODE_COMPILE_CACHE'] ?? module.getCompileCacheDir() ?? join(tmpdir(), 'node-compile-cache');
  return { ...process.env, NODE_COMPILE_CACHE };
}
