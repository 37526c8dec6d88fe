FROM cgr.dev/chainguard/wolfi-base:latest
LABEL maintainer="Tools <tools@example.com>"

RUN apk add --no-cache \
	gcc \
	glibc-dev \
	make

WORKDIR /src
COPY . .
RUN make all
ENTRYPOINT [ "/src/bin/checker" ]
