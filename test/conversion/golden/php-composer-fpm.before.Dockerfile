FROM composer:2 AS vendor
WORKDIR /tmp/
COPY composer.json composer.lock ./
RUN composer install \
    --ignore-platform-reqs \
    --no-interaction \
    --no-scripts \
    --no-dev

FROM php:8.3-fpm
WORKDIR /var/www
COPY --from=vendor --chown=www-data:www-data /tmp/vendor/ vendor/
COPY --chown=www-data:www-data public/ public/
USER www-data
EXPOSE 9000
