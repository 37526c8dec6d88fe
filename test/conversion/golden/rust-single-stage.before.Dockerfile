FROM rust:1.96
WORKDIR /app
COPY Cargo.toml Cargo.lock ./
COPY src src
RUN apt-get update && apt-get install -y protobuf-compiler
RUN cargo build --release
ENV RUST_LOG=info
EXPOSE 50051
CMD ["./target/release/quotes"]
