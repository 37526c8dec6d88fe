FROM dhi.io/nginx:1.30
# our pages instead of theirs
COPY site/ /usr/share/nginx/html/
COPY nginx/default.conf /etc/nginx/conf.d/default.conf
EXPOSE 80
STOPSIGNAL SIGQUIT
CMD ["-g", "daemon off;"]
