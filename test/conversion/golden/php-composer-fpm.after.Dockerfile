FROM dhi.io/composer:2-alpine-dev AS vendor
WORKDIR /tmp/
COPY composer.json composer.lock ./
RUN composer install \
    --ignore-platform-reqs \
    --no-interaction \
    --no-scripts \
    --no-dev

FROM dhi.io/php:8.3-fpm
WORKDIR /var/www
COPY --from=vendor --chown=nonroot:nonroot /tmp/vendor/ vendor/
COPY --chown=nonroot:nonroot public/ public/
USER nonroot
EXPOSE 9000
