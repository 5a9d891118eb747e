import { Timestamp, type DocumentSnapshot } from '@google-cloud/firestore';
import { scenario } from './scenario.ts';
import type { StoredScenario } from './scenario-store.ts';

/** A document of the collection. The scenario is text: column names may hold what field names may not. */
export interface ScenarioDocument {
  model: string;
  listed: boolean;
  createdAt: number;
  /** Firestore's TTL policy deletes by it, within a day or so: see `deploy/firestore.indexes.json`. */
  expiresAt: Timestamp | null;
  tokenHash: string;
  owner: string;
  /** Of the body. */
  bytes: number;
  body: string;
}

/** A scenario as a document, with its JSON. */
export function toDocument(
  { createdAt, expiresAt, tokenHash, owner, scenario: { model, listed } }: StoredScenario,
  body: string,
  bytes: number,
): ScenarioDocument {
  return {
    model,
    listed,
    createdAt,
    expiresAt: expiresAt === null ? null : Timestamp.fromMillis(expiresAt),
    tokenHash,
    owner,
    bytes,
    body,
  };
}

/** The scenario of a document; `null` where there is none. */
export function fromDocument(document: DocumentSnapshot): StoredScenario | null {
  const found = document.data() as ScenarioDocument | undefined;
  if (!found) return null;
  return {
    id: document.id,
    tokenHash: found.tokenHash,
    owner: found.owner,
    createdAt: found.createdAt,
    expiresAt: found.expiresAt?.toMillis() ?? null,
    scenario: scenario.parse(JSON.parse(found.body)),
  };
}
