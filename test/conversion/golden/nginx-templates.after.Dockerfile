FROM nginx:1.30-alpine
COPY site/ /usr/share/nginx/html/
# filled from the environment when it starts
COPY default.conf.template /etc/nginx/templates/default.conf.template
EXPOSE 8080
