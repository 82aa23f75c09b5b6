# One image for web, worker, beat and migrate; docker-compose.yml says which process a container runs.
FROM python:3.11-slim-bookworm AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1 PYTHONDONTWRITEBYTECODE=1
RUN python -m venv /venv
ENV PATH=/venv/bin:$PATH
COPY requirements/base.txt /tmp/base.txt
RUN pip install --no-cache-dir --require-hashes --only-binary :all: -r /tmp/base.txt
WORKDIR /app
COPY . .
# Static files get their hashed names here; the values satisfy the settings' own checks and stay in this one step.
RUN python manage.py messages --compile && \
    VIJFSPRONG_MODE=production STATIC_DIR=/app/staticfiles ALLOWED_HOSTS=build.invalid \
    SITE_URL=https://build.invalid EMAIL_HOST=build.invalid \
    SECRET_KEY="$(python -c 'import secrets; print(secrets.token_urlsafe(60))')" \
    python manage.py collectstatic --noinput --verbosity 0

FROM python:3.11-slim-bookworm
# Pango lays out the documents; a fallback font covers names in scripts that the product's own font lacks.
RUN apt-get update && \
    apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core && \
    rm -rf /var/lib/apt/lists/* && \
    useradd --system --uid 10001 --home-dir /tmp --shell /usr/sbin/nologin app && \
    install -d -o app -g app /data/media
COPY --from=build /venv /venv
COPY --from=build /app /app
WORKDIR /app
# The root file system may be read-only: what is written goes to /tmp and /data.
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 HOME=/tmp XDG_CACHE_HOME=/tmp \
    VIJFSPRONG_MODE=production STATIC_DIR=/app/staticfiles MEDIA_DIR=/data/media
USER app
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=40s CMD ["python", "scripts/healthcheck.py", "/healthz"]
CMD ["python", "-m", "gunicorn", "coaching.config.wsgi", "--bind", "0.0.0.0:8000", "--workers", "2", "--threads", "4", "--keep-alive", "150", "--preload", "--no-control-socket"]
