FROM dhi.io/ruby:3.4-alpine-dev AS builder
COPY ./Gemfile Gemfile
COPY ./Gemfile.lock Gemfile.lock
RUN apk update && \
    apk add make gcc musl-dev gcompat && \
    bundle install

FROM dhi.io/ruby:3.4-alpine
COPY --from=builder /usr/local/bundle/ /usr/local/bundle/
WORKDIR /letters
COPY views/ views/
COPY Gemfile Gemfile.lock server.rb ./
EXPOSE ${LETTERS_PORT}
ENTRYPOINT ["bundle", "exec", "ruby", "server.rb"]
