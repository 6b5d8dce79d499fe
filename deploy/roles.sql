-- The two roles of the database, and what the application role may do.
-- Run by a superuser, connected to the database (psql variables: owner_password, app_password).
-- The owner role migrates. The application role owns nothing; the audit's own tables take more away from it.
SELECT 'CREATE ROLE cafcass_owner LOGIN CREATEDB' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'cafcass_owner') \gexec
SELECT 'CREATE ROLE cafcass_app LOGIN' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'cafcass_app') \gexec
ALTER ROLE cafcass_owner PASSWORD :'owner_password';
ALTER ROLE cafcass_app PASSWORD :'app_password';
ALTER ROLE cafcass_app SET timezone = 'UTC';
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT USAGE, CREATE ON SCHEMA public TO cafcass_owner;
GRANT USAGE ON SCHEMA public TO cafcass_app;
ALTER DEFAULT PRIVILEGES FOR ROLE cafcass_owner IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO cafcass_app;
ALTER DEFAULT PRIVILEGES FOR ROLE cafcass_owner IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO cafcass_app;
