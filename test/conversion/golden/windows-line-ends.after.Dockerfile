# escape=`

# Written on Windows, for Linux.
FROM dhi.io/node:24-dev AS build
WORKDIR /app
COPY . .
RUN npm ci `
    # and then
    && npm run build
FROM dhi.io/nginx:1.30
COPY --from=build /app/dist /usr/share/nginx/html
