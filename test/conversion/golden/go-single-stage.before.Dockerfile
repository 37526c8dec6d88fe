FROM golang:1.26
# One stage for everything.
WORKDIR /app
COPY go.* ./
RUN go mod download
COPY *.go ./
RUN CGO_ENABLED=0 GOOS=linux go build -o /greeter

ENV PORT=8080
EXPOSE $PORT
CMD ["/greeter"]
