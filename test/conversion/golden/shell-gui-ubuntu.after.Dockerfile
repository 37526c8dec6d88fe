FROM ubuntu:22.04
ENV DEBIAN_FRONTEND=noninteractive

RUN apt-get update && apt-get install -y \
	software-properties-common \
	--no-install-recommends && \
	add-apt-repository ppa:sniffers/stable && \
	apt-get update && \
	apt-get install -y \
	wireshark \
	&& rm -rf /var/lib/apt/lists/*

ENV HOME=/home/shark
RUN useradd --create-home --home-dir $HOME shark \
	&& chown -R shark:shark $HOME
USER shark
ENTRYPOINT	[ "wireshark" ]
