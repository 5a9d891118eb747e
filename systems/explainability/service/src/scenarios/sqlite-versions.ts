/** Each brings a database of one version to the next; what is here is never changed. */
export const sqliteVersions = [
  `CREATE TABLE scenarios (
     id TEXT PRIMARY KEY,
     model TEXT NOT NULL,
     listed INTEGER NOT NULL,
     created_at INTEGER NOT NULL,
     expires_at INTEGER,
     token_hash TEXT NOT NULL,
     body TEXT NOT NULL
   ) STRICT, WITHOUT ROWID;
   CREATE INDEX scenarios_listed ON scenarios (model, listed, created_at DESC, id DESC);
   CREATE INDEX scenarios_expiring ON scenarios (expires_at) WHERE expires_at IS NOT NULL;`,
  // What each owner keeps is counted as it changes: counting all of it at every write would read the whole file.
  `ALTER TABLE scenarios ADD COLUMN owner TEXT NOT NULL DEFAULT '';
   CREATE TABLE usage (
     owner TEXT PRIMARY KEY,
     scenarios INTEGER NOT NULL,
     bytes INTEGER NOT NULL
   ) STRICT, WITHOUT ROWID;
   INSERT INTO usage SELECT owner, count(*), sum(octet_length(body)) FROM scenarios GROUP BY owner;
   CREATE TRIGGER scenarios_added AFTER INSERT ON scenarios BEGIN
     INSERT INTO usage VALUES (new.owner, 1, octet_length(new.body))
     ON CONFLICT DO UPDATE SET scenarios = scenarios + 1, bytes = bytes + excluded.bytes;
   END;
   CREATE TRIGGER scenarios_deleted AFTER DELETE ON scenarios BEGIN
     UPDATE usage SET scenarios = scenarios - 1, bytes = bytes - octet_length(old.body) WHERE owner = old.owner;
     DELETE FROM usage WHERE owner = old.owner AND scenarios = 0;
   END;`,
];
