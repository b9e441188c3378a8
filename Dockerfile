# The site's image: web, worker and beat. `make image` gathers the wheels first, so that the build needs no network
# and installs the same files everywhere.
ARG BASE_IMAGE=python:3.11-slim
FROM ${BASE_IMAGE}

# The sandbox image makes the same user: both share the socket of the pool through a volume.
RUN useradd --uid 10001 --create-home assay && install -d -o assay -g assay /srv/assay /srv/var /run/assay
WORKDIR /srv/assay

COPY requirements/bootstrap.txt requirements/site.txt requirements/
COPY wheels/site wheels/site
RUN python3.11 -m venv /opt/assay \
    && /opt/assay/bin/pip install --no-index --find-links wheels/site --require-hashes -r requirements/bootstrap.txt \
    && /opt/assay/bin/pip install --no-index --find-links wheels/site --require-hashes -r requirements/site.txt \
    && rm -r wheels

COPY pyproject.toml README.md manage.py ./
COPY platform platform
COPY graders graders
COPY exercises exercises
RUN /opt/assay/bin/pip install --no-index --no-deps --no-build-isolation -e .

ENV PATH=/opt/assay/bin:$PATH PYTHONUNBUFFERED=1 ASSAY_DEMO=0 ASSAY_VAR_DIR=/srv/var ASSAY_POOL_SOCKET=/run/assay/pool.sock
USER assay
RUN SECRET_KEY=of-this-step-only python manage.py collectstatic --noinput --verbosity 0
EXPOSE 8000
CMD ["uvicorn", "assay.asgi:application", "--host", "0.0.0.0", "--port", "8000", "--proxy-headers"]
