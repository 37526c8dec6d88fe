FROM dhi.io/node:24-alpine-dev AS build
ENV NODE_ENV=production
WORKDIR /usr/src/app
COPY package*.json ./
RUN npm ci --omit=dev && npm cache clean --force
COPY --chown=node:node . .

FROM dhi.io/node:24-alpine
ENV NODE_ENV=production
WORKDIR /usr/src/app
COPY --from=build /usr/src/app /usr/src/app
USER node
EXPOSE 3000
CMD ["node", "index.js"]
