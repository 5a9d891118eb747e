import { ServiceError } from '../service-error.ts';
import type { Scenario } from './scenario.ts';

/** A scenario as it is kept. */
export interface StoredScenario {
  readonly id: string;
  /** SHA-256 of the owner token, in hexadecimal digits: the token itself is not kept. */
  readonly tokenHash: string;
  /** Who keeps it: the name of an access token, or nothing for all who need none. */
  readonly owner: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  /** Milliseconds since 1970 from which it is gone; `null` for never. */
  readonly expiresAt: number | null;
  readonly scenario: Scenario;
}

/** A part of a list, newest first. */
export interface ScenarioPage {
  readonly scenarios: readonly StoredScenario[];
  /** Where the next part begins; `null` at the end. */
  readonly cursor: string | null;
}

/** Where scenarios are kept. Those that have expired are not found, whether or not they are deleted already. */
export interface ScenarioStore {
  /**
   * Keeps a scenario under its id, unless there is one: then nothing changes, and that one is given back. So a request
   * that is sent again makes no second one, even at the same moment.
   *
   * @throws ServiceError `body-too-large`, `scenario-limit`, `store-full`, `store-unavailable`
   */
  put(entry: StoredScenario): Promise<{ isNew: boolean; entry: StoredScenario }>;
  /** @throws ServiceError `store-unavailable` */
  get(id: string): Promise<StoredScenario | null>;
  /**
   * Listed scenarios of a model: newest first, of the same millisecond by id. What is added between two pages does not
   * shift them.
   *
   * @throws ServiceError `request-invalid` for a cursor that is none of its own, `store-unavailable`
   */
  list(query: { model: string; cursor: string | null; limit: number }): Promise<ScenarioPage>;
  /**
   * Deletes a scenario for who has its token.
   *
   * @param tokenHash `null`: whoever asks has proved otherwise that they may
   * @throws ServiceError `store-unavailable`
   */
  delete(id: string, tokenHash: string | null): Promise<'deleted' | 'missing' | 'refused'>;
  /**
   * Deletes what has expired, some of it where there is very much, so that nothing else waits long.
   *
   * @returns how many
   * @throws ServiceError `store-unavailable`, `store-full`
   */
  sweep(): Promise<number>;
  /** Whether the store answers; its failure in words, `null` when it does. */
  check(): Promise<string | null>;
  close(): Promise<void>;
}

/** Bytes of a scenario as JSON. Firestore keeps at most 1 MiB a document; nobody needs as much. */
export const largestScenario = 64 << 10;

/** Expired scenarios that are deleted at once. */
export const sweptAtOnce = 500;

/** A scenario as the JSON that stores keep, and its bytes. @throws ServiceError `body-too-large` */
export function scenarioText(scenario: Scenario): { text: string; bytes: number } {
  const text = JSON.stringify(scenario);
  const bytes = new TextEncoder().encode(text).length;
  if (bytes > largestScenario)
    throw new ServiceError(
      'body-too-large',
      `the scenario takes ${bytes} bytes, at most ${largestScenario} are kept`,
      {
        hint: 'leave out columns that the model does not take',
      },
    );
  return { text, bytes };
}
