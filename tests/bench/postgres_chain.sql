-- A hash chain as it is usually built on a database: a trigger links each row to the one before it, under a lock.
-- Variable `bytes`: the size of a payload.

CREATE TABLE chain (
  position bigint PRIMARY KEY,
  payload  bytea NOT NULL,
  previous bytea NOT NULL,
  hash     bytea NOT NULL
);

-- The lock is held to the end of the transaction; reading the newest row takes a snapshot of its own, after the lock.
CREATE FUNCTION link() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  newest record;
BEGIN
  PERFORM pg_advisory_xact_lock(1);
  SELECT position, hash INTO newest FROM chain ORDER BY position DESC LIMIT 1;
  NEW.position := coalesce(newest.position + 1, 0);
  NEW.previous := coalesce(newest.hash, decode(repeat('00', 32), 'hex'));
  NEW.hash := sha256(NEW.previous || NEW.payload);
  RETURN NEW;
END $$;

CREATE TRIGGER link BEFORE INSERT ON chain FOR EACH ROW EXECUTE FUNCTION link();

-- What the clients insert, made beforehand: bytes that do not compress.
CREATE TABLE payloads (id int PRIMARY KEY, payload bytea NOT NULL);
ALTER TABLE payloads ALTER COLUMN payload SET STORAGE EXTERNAL;
ALTER TABLE chain ALTER COLUMN payload SET STORAGE EXTERNAL;
INSERT INTO payloads
  SELECT id, (SELECT substr(string_agg(sha256(int8send(id * 4096::bigint + part)), ''::bytea), 1, :bytes)
              FROM generate_series(0, :bytes / 32) AS part)
  FROM generate_series(1, 1000) AS id;
VACUUM ANALYZE payloads;
