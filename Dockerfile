# Two stages: the first computes the database, the second holds the web process and that database.
#   docker build --tag catalogue . && docker run --publish 8050:8050 catalogue

FROM python:3.13-slim AS database
WORKDIR /app
COPY requirements-etl.txt ./
COPY bin/post_compile bin/
COPY agreement agreement
COPY journal journal
COPY storage storage
COPY folding folding
COPY localisation localisation
COPY verdict verdict
COPY demo demo
COPY etl etl
COPY data data
ENV CATALOG_DATABASE=/database/catalog.duckdb
RUN bin/post_compile

FROM python:3.13-slim
WORKDIR /app
COPY requirements.txt ./
RUN pip install --no-cache-dir --require-hashes --requirement requirements.txt
COPY gunicorn.conf.py ./
COPY agreement agreement
COPY journal journal
COPY storage storage
COPY folding folding
COPY localisation localisation
COPY verdict verdict
COPY dashboard dashboard
# The folder is the process's own: the database of CATALOG_URL comes into it.
RUN useradd --system --no-create-home web
COPY --from=database --chown=web /database data
USER web
ENV PORT=8050
EXPOSE 8050
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
    CMD python -c "import os, urllib.request as u; u.urlopen('http://127.0.0.1:' + os.environ['PORT'] + '/healthz', timeout=3)"
# Two heaps: with one each, what a thread gives back is of no use to the others, and a worker grows.
CMD exec env MALLOC_ARENA_MAX=2 gunicorn --bind 0.0.0.0:$PORT dashboard.app:server
