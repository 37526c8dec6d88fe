# Manager and agent share their modules.
FROM golang:1.26 AS deps
WORKDIR /go/src/example.com/fleet
COPY go.mod  go.mod
COPY go.sum  go.sum
RUN --mount=type=cache,target=/go/pkg/mod \
    go mod download

FROM deps AS builder
ARG CMD=manager
COPY cmd/${CMD}/ cmd/${CMD}/
COPY pkg/    pkg/
RUN --mount=type=cache,target=/go/pkg/mod \
    --mount=type=cache,target=/root/.cache/go-build \
    CGO_ENABLED=0 GOOS=linux GOFLAGS=-mod=readonly go build -a -o manager ./cmd/${CMD}

FROM deps AS notices
RUN go install example.com/tools/notices@v1.6.0
RUN /go/bin/notices save --path /third_party ./...

FROM gcr.io/distroless/static-debian13:nonroot
COPY --from=notices /third_party /third_party
COPY --from=builder /go/src/example.com/fleet/manager /manager
ENTRYPOINT ["/manager"]
