# One image for web, worker, beat and migrations; it runs as a user without rights, and holds no service of its own.

FROM node:24-bookworm-slim AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --ignore-scripts

FROM python:3.12-slim-bookworm AS application
ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
RUN apt-get update \
    && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY requirements.lock ./
RUN pip install --no-cache-dir --require-hashes --requirement requirements.lock
COPY --from=packages /app/node_modules ./node_modules
COPY tools ./tools
RUN python -m tools.assets && rm -rf node_modules tools
COPY manage.py ./
COPY cafcass_cases ./cafcass_cases
COPY safeguarding ./safeguarding
COPY referrals ./referrals
COPY sharing ./sharing
COPY situations ./situations
COPY screening ./screening
COPY practice ./practice
COPY figures ./figures
COPY templates ./templates
COPY static ./static
COPY deploy/healthcheck.py ./deploy/healthcheck.py
# Collected with settings that reach nothing; the real ones come from the environment at the start.
ENV STATIC_ROOT=/app/var/static DATA_DIR=/data
RUN SECRET_KEY=used-while-building-the-image-only-0123456789-abcdefghij BASE_URL=https://build.example \
    DATABASE_URL=postgres://build@localhost/build REDIS_URL=redis://localhost/0 EMAIL_URL=smtp://localhost:25 \
    python manage.py collectstatic --noinput
RUN useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin cafcass && mkdir /data && chown cafcass /data
USER cafcass
VOLUME /data
EXPOSE 8000
CMD ["granian", "--interface", "wsgi", "--host", "0.0.0.0", "--port", "8000", "--workers", "2", "--blocking-threads", "1", \
     "--no-ws", "--log-level", "warning", "--respawn-failed-workers", "cafcass_cases.wsgi:application"]
