#!/bin/sh
# Run once by the database's image, on an empty volume.
set -eu
for database in template1 postgres; do
    psql -X -q -v ON_ERROR_STOP=1 -U "$POSTGRES_USER" -d "$database" \
        -v owner_password="$OWNER_PASSWORD" -v app_password="$APP_PASSWORD" -f /deploy/roles.sql
done
psql -X -q -v ON_ERROR_STOP=1 -U "$POSTGRES_USER" -d postgres -c "CREATE DATABASE cafcass OWNER cafcass_owner"
