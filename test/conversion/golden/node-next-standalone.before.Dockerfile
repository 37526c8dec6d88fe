FROM node:24-slim AS builder
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci
COPY components/ components/
COPY pages/ pages/
COPY next.config.js tsconfig.json ./
RUN npm run build

FROM node:24-slim AS deps
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev

FROM node:24-slim
WORKDIR /app
COPY --from=builder /app/.next/standalone/ ./
COPY --from=builder /app/.next/static/ .next/static/
COPY --from=deps --chown=node:node /app/node_modules/ node_modules/
COPY public/ public/
USER node
EXPOSE ${WEB_PORT}
CMD ["node", "--require=./tracing.js", "server.js"]
