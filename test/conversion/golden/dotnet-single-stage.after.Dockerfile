FROM cgr.dev/chainguard/dotnet-sdk:10.0-dev AS build
WORKDIR /src
COPY *.csproj ./
USER root
RUN dotnet restore
COPY . ./
RUN dotnet publish -c Release -o /app

FROM dhi.io/aspnetcore:10.0
COPY --from=build /app /app
WORKDIR /app
EXPOSE 8080
ENTRYPOINT ["dotnet", "Greeter.dll"]
