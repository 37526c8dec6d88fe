FROM alpine:3.22 AS base
RUN apk update && \
    apk add grpc-dev protobuf-dev

FROM base AS builder
RUN apk add git cmake make g++ linux-headers
ARG TELEMETRY_VERSION
RUN git clone --depth 1 --branch v${TELEMETRY_VERSION} https://git.example.com/telemetry-cpp \
    && cd telemetry-cpp/ \
    && mkdir build \
    && cd build \
    && cmake .. -DCMAKE_CXX_STANDARD=17 -DCMAKE_BUILD_TYPE=Release \
    && make -j$(nproc) install && cd ../..
WORKDIR /money
COPY . .
RUN mkdir -p build && cd build \
    && cmake .. \
    && make -j$(nproc) install

FROM base AS release
COPY --from=builder /usr/local /usr/local
EXPOSE ${MONEY_PORT}
ENTRYPOINT ["sh", "-c", "/usr/local/bin/money ${MONEY_PORT}"]
