# syntax=docker/dockerfile:1
# The storefront.
ARG BUILDPLATFORM=linux/amd64
FROM --platform=$BUILDPLATFORM dhi.io/golang:1.26-alpine-dev AS compile
ARG TARGETOS=linux
ARG TARGETARCH=amd64
WORKDIR /work

# modules first: they change seldom
COPY go.mod go.sum ./
RUN go mod download
COPY . .

ARG DEBUG_FLAGS
RUN GOOS=${TARGETOS} GOARCH=${TARGETARCH} CGO_ENABLED=0 \
    go build -ldflags="-s -w" -gcflags="${DEBUG_FLAGS}" -o /go/bin/store .

FROM gcr.io/distroless/static-debian13:nonroot
WORKDIR /work
COPY --from=compile /go/bin/store /work/store
COPY ./pages ./pages
COPY ./assets ./assets
ENV GOTRACEBACK=single
EXPOSE 8080
ENTRYPOINT ["/work/store"]
