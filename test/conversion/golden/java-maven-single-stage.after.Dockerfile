FROM dhi.io/maven:3.9-jdk17-dev AS build
WORKDIR /usr/src/app
COPY pom.xml .
RUN mvn -B dependency:go-offline
COPY src ./src
RUN mvn -B package -DskipTests

FROM gcr.io/distroless/java17-debian13:nonroot
WORKDIR /usr/src/app
COPY --from=build /usr/src/app/target/ledger.jar /usr/src/app/target/ledger.jar
EXPOSE 8080
CMD ["/usr/src/app/target/ledger.jar"]
