FROM rust:1.96 AS build
WORKDIR /app
COPY Cargo.toml Cargo.lock ./
COPY src src
RUN apt-get update && apt-get install -y protobuf-compiler
RUN cargo build --release

FROM gcr.io/distroless/cc-debian13:nonroot
WORKDIR /app
COPY --from=build /app/target/release/quotes /app/target/release/quotes
ENV RUST_LOG=info
EXPOSE 50051
CMD ["./target/release/quotes"]
