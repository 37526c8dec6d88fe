ARG NODE_VERSION=22
ARG DISTRO=alpine

FROM node:${NODE_VERSION}-alpine AS deps
WORKDIR /srv
COPY package.json yarn.lock ./
RUN yarn install --frozen-lockfile

FROM node:${NODE_VERSION}-${DISTRO}
WORKDIR /srv
COPY --from=deps /srv/node_modules ./node_modules
COPY . .
CMD ["yarn", "start"]
