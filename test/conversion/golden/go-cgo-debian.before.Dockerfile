FROM golang:1.26-bookworm AS build
RUN apt-get update && apt-get install -y --no-install-recommends \
    libpcap-dev \
    pkg-config \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /probe
COPY . .
RUN go build -o /usr/local/bin/probe ./cmd/probe

FROM debian:bookworm-slim
RUN apt-get update \
 && apt-get install -y --no-install-recommends ca-certificates libpcap0.8 \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --uid 4711 probe
COPY --from=build /usr/local/bin/probe /usr/local/bin/probe
USER probe
ENTRYPOINT ["probe"]
CMD ["--listen", ":9000"]
