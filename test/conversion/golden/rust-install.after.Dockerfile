FROM rust:1.96
WORKDIR /usr/src/app
COPY . .
# Puts the program into Cargo's own folder.
RUN cargo install --path .
EXPOSE 8080
CMD ["hello"]
