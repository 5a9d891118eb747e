#!/bin/bash
# First process of the image of PostgreSQL that trials use: it takes the variables of the official image.
set -euo pipefail
PATH="$(echo /usr/lib/postgresql/*/bin):$PATH"
export PATH
data=/var/lib/postgresql/data

if [ "$(id -u)" = 0 ]; then
  # Read as root: the file may belong to the user of another container.
  POSTGRES_PASSWORD=$(cat "$POSTGRES_PASSWORD_FILE")
  export POSTGRES_PASSWORD
  chown postgres:postgres "$data" /var/run/postgresql
  chmod 700 "$data"
  exec setpriv --reuid postgres --regid postgres --clear-groups "$0"
fi

if [ ! -s "$data/PG_VERSION" ]; then
  initdb --pgdata "$data" --username "$POSTGRES_USER" --auth scram-sha-256 --encoding UTF8 --locale C.UTF-8 \
    --pwfile <(printf '%s\n' "$POSTGRES_PASSWORD")
  echo 'host all all all scram-sha-256' >> "$data/pg_hba.conf"
  pg_ctl --pgdata "$data" --wait --options "-c listen_addresses=''" start
  PGPASSWORD=$POSTGRES_PASSWORD createdb --username "$POSTGRES_USER" "$POSTGRES_DB"
  pg_ctl --pgdata "$data" --wait --mode fast stop
fi
unset POSTGRES_PASSWORD
exec postgres -D "$data" -c listen_addresses='*'
