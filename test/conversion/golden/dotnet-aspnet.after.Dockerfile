FROM --platform=$BUILDPLATFORM cgr.dev/chainguard/dotnet-sdk:10.0-dev AS build
ARG TARGETARCH
WORKDIR /source
COPY --link shop/*.csproj .
USER root
RUN dotnet restore -a $TARGETARCH
COPY --link shop/. .
RUN dotnet publish -a $TARGETARCH --no-restore -o /app

FROM dhi.io/aspnetcore:10.0
EXPOSE 8080
WORKDIR /app
COPY --link --from=build /app .
USER nonroot
ENTRYPOINT ["./shop"]
