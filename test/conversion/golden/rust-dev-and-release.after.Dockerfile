FROM cgr.dev/chainguard/rust:latest-dev AS base
ENV USER=root
ENV SERVICE_ADDRESS=0.0.0.0
WORKDIR /code
USER root
RUN cargo init
COPY Cargo.toml /code/Cargo.toml
RUN cargo fetch
COPY . /code

FROM base AS tools
EXPOSE 8000
RUN <<EOF
apk add --no-cache git
EOF
RUN <<EOF
adduser -D -s /bin/bash coder
addgroup docker
addgroup coder docker
EOF
CMD [ "cargo", "run", "--offline" ]

FROM base AS builder
RUN cargo build --release --offline

FROM cgr.dev/chainguard/wolfi-base:latest
EXPOSE 8000
COPY --from=builder /code/target/release/todo /todo
CMD [ "/todo" ]
