FROM cgr.dev/chainguard/go:latest-dev AS build
RUN apk add --no-cache \
    libpcap-dev \
    pkgconf
WORKDIR /probe
COPY . .
RUN go build -o /usr/local/bin/probe ./cmd/probe

FROM cgr.dev/chainguard/wolfi-base:latest
RUN apk add --no-cache ca-certificates libpcap \
 && addgroup -S probe && adduser -D -S -u 4711 -G probe probe
COPY --from=build /usr/local/bin/probe /usr/local/bin/probe
USER probe
ENTRYPOINT ["probe"]
CMD ["--listen", ":9000"]
