# Runs as a plain user and writes nothing outside /data: start it with a read-only root
# (docs/deployment.md). PIP_EXTRA_INDEX_URL may name PyTorch's index of its smaller CPU build.
FROM python:3.12-slim-bookworm AS build
ARG PIP_EXTRA_INDEX_URL=
WORKDIR /src
COPY requirements.lock requirements-torch.txt ./
RUN python -m venv /opt/citewell \
    && /opt/citewell/bin/pip install --no-cache-dir --no-deps --require-hashes -r requirements.lock \
    && /opt/citewell/bin/pip install --no-cache-dir -r requirements-torch.txt
COPY pyproject.toml README.md LICENSE ./
COPY citewell citewell
COPY embeddings embeddings
COPY eval eval
COPY qa qa
COPY service service
RUN /opt/citewell/bin/pip install --no-cache-dir --no-deps --no-build-isolation .

FROM python:3.12-slim-bookworm
COPY --from=build /opt/citewell /opt/citewell
ENV PATH=/opt/citewell/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    CITEWELL_CACHE=/data/cache \
    CITEWELL_HOST=0.0.0.0 \
    CITEWELL_INDEX=/data/index \
    CITEWELL_SOURCES=/data/sources
RUN useradd --system --uid 10001 --no-create-home citewell
WORKDIR /data
USER 10001:10001
EXPOSE 8000
HEALTHCHECK --start-period=60s \
    CMD ["python", "-c", "from urllib.request import urlopen; urlopen('http://127.0.0.1:8000/readyz', timeout=3)"]
ENTRYPOINT ["citewell"]
CMD ["serve"]
