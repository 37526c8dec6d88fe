FROM debian:bookworm-slim
LABEL maintainer="Tools <tools@example.com>"

RUN apt-get update && apt-get install -y \
	gcc \
	libc6-dev \
	make \
	--no-install-recommends \
	&& rm -rf /var/lib/apt/lists/*

WORKDIR /src
COPY . .
RUN make all
ENTRYPOINT [ "/src/bin/checker" ]
