FROM cgr.dev/chainguard/wolfi-base:latest

ENV DEBIAN_FRONTEND=noninteractive
RUN apk add --no-cache \
        build-base \
        postgresql-dev \
        # for images
        libjpeg-turbo-dev zlib-dev \
        python3 python3-dev py3-pip \
    && rm -rf /tmp/*

RUN addgroup -g 1000 worker && \
    adduser -D -u 1000 -G worker -s /bin/bash worker
WORKDIR /home/worker/app
COPY --chown=worker:worker requirements.txt .
RUN pip3 install --no-cache-dir -r requirements.txt
COPY --chown=worker:worker . .
USER worker
HEALTHCHECK --interval=30s CMD python3 health.py
CMD python3 -m worker --queue default
