FROM elixir:1.19 AS builder
ENV MIX_ENV=prod
WORKDIR /app
RUN mix local.hex --force \
  && mix local.rebar --force
COPY mix.exs mix.lock ./
RUN mix deps.get --only $MIX_ENV
RUN mix deps.compile
COPY lib lib
RUN mix release

FROM debian:bookworm-slim
RUN apt-get update \
  && apt-get install -y --no-install-recommends libstdc++6 openssl libncurses6 locales ca-certificates \
  && rm -rf /var/lib/apt/lists/*
RUN sed -i '/en_US.UTF-8/s/^# //g' /etc/locale.gen \
  && locale-gen
ENV LANG=en_US.UTF-8
WORKDIR "/app"
RUN chown nobody /app
COPY --from=builder --chown=nobody:root /app/_build/prod/rel/board ./
CMD ["sh", "-c", "exec /app/bin/server"]
