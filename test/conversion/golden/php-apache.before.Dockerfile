FROM php:8.3-apache
COPY index.php /var/www/html/
RUN docker-php-ext-install pdo_mysql
RUN sed -i 's/80/${PORT}/g' /etc/apache2/sites-available/000-default.conf
RUN mv "$PHP_INI_DIR/php.ini-production" "$PHP_INI_DIR/php.ini"
