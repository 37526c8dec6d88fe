FROM dhi.io/node:24-dev

# curl for health checks, tini to reap
RUN apt-get update && \
    apt-get install -y --no-install-recommends curl tini && \
    rm -rf /var/lib/apt/lists/*

WORKDIR /usr/local/tally

# restarts on changes
RUN npm install -g nodemon

COPY package*.json ./
RUN npm ci && \
 npm cache clean --force && \
 mv /usr/local/tally/node_modules /node_modules

COPY . .

ENV PORT=80
EXPOSE 80
ENTRYPOINT ["/usr/bin/tini", "--"]
CMD ["node", "server.js"]
