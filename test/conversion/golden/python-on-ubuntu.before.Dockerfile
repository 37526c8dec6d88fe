FROM ubuntu:22.04

ENV DEBIAN_FRONTEND=noninteractive
RUN apt-get update && apt-get install -y \
        build-essential \
        libpq-dev \
        # for images
        libjpeg-dev zlib1g-dev \
        python3 python3-dev python3-pip \
    && rm -rf /var/lib/apt/lists/* /tmp/*

RUN groupadd --gid 1000 worker && \
    useradd --uid 1000 --gid 1000 --create-home --shell /bin/bash worker
WORKDIR /home/worker/app
COPY --chown=worker:worker requirements.txt .
RUN pip3 install --no-cache-dir -r requirements.txt
COPY --chown=worker:worker . .
USER worker
HEALTHCHECK --interval=30s CMD python3 health.py
CMD python3 -m worker --queue default
