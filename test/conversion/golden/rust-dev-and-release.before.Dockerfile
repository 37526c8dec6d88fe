FROM rust:bookworm AS base
ENV USER=root
ENV SERVICE_ADDRESS=0.0.0.0
WORKDIR /code
RUN cargo init
COPY Cargo.toml /code/Cargo.toml
RUN cargo fetch
COPY . /code

FROM base AS tools
EXPOSE 8000
RUN <<EOF
apt-get update
apt-get install -y --no-install-recommends git
EOF
RUN <<EOF
useradd -s /bin/bash -m coder
groupadd docker
usermod -aG docker coder
EOF
CMD [ "cargo", "run", "--offline" ]

FROM base AS builder
RUN cargo build --release --offline

FROM debian:bookworm-slim
EXPOSE 8000
COPY --from=builder /code/target/release/todo /todo
CMD [ "/todo" ]
