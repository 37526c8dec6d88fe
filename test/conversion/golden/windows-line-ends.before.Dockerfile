# escape=`

# Written on Windows, for Linux.
FROM node:24-slim AS build
WORKDIR /app
COPY . .
RUN npm ci `
    # and then
    && npm run build
FROM nginx:1.30
COPY --from=build /app/dist /usr/share/nginx/html
