# The site's image: web, worker and beat. `make image` gathers the wheels first, so that the build needs no network
# and installs the same files everywhere.
ARG BASE_IMAGE=python:3.11-slim
FROM ${BASE_IMAGE} AS packages
WORKDIR /srv/assay
COPY requirements/bootstrap.txt requirements/site.txt requirements/
COPY wheels/site /wheels
ENV UV_OFFLINE=1 UV_FIND_LINKS=/wheels
RUN python3.11 -m venv /opt/assay \
    && /wheels/uv pip install --quiet --python /opt/assay/bin/python --require-hashes -r requirements/bootstrap.txt -r requirements/site.txt \
    && /opt/assay/bin/python -m compileall -q -j 0 /opt/assay/lib

FROM ${BASE_IMAGE}
# The sandbox is another user of the same group, who owns the folder of the pool's socket in both images.
RUN groupadd --gid 10001 assay && useradd --uid 10001 --gid assay --create-home assay \
    && install -d -o assay -g assay /srv/assay /srv/var && install -d -o 10002 -g assay -m 0750 /run/assay
WORKDIR /srv/assay
COPY --from=packages /opt/assay /opt/assay

COPY pyproject.toml README.md manage.py ./
COPY platform platform
COPY graders graders
COPY exercises exercises
RUN /opt/assay/bin/pip install --no-index --no-deps --no-build-isolation -e .

ENV PATH=/opt/assay/bin:$PATH PYTHONUNBUFFERED=1 ASSAY_DEMO=0 ASSAY_VAR_DIR=/srv/var ASSAY_POOL_SOCKET=/run/assay/pool.sock
USER assay
RUN SECRET_KEY=$(head -c 48 /dev/urandom | base64 -w 0) ALLOWED_HOSTS=localhost python manage.py collectstatic --noinput --verbosity 0
EXPOSE 8000
CMD ["uvicorn", "assay.asgi:application", "--host", "0.0.0.0", "--port", "8000", "--proxy-headers"]
