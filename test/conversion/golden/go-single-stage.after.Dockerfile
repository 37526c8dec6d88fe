FROM dhi.io/golang:1.26-dev AS build
# One stage for everything.
WORKDIR /app
COPY go.* ./
RUN go mod download
COPY *.go ./
RUN CGO_ENABLED=0 GOOS=linux go build -o /greeter

FROM gcr.io/distroless/static-debian13:nonroot
WORKDIR /app
COPY --from=build /greeter /greeter

ENV PORT=8080
EXPOSE $PORT
CMD ["/greeter"]
