# Java 8, as it was built for years.
FROM maven:3.5-jdk-8-alpine AS builder
WORKDIR /app
COPY pom.xml .
COPY src ./src
RUN mvn package -DskipTests

FROM openjdk:8-jre-alpine
COPY --from=builder /app/target/hello-*.jar /hello.jar
CMD ["java", "-Djava.security.egd=file:/dev/./urandom", "-jar", "/hello.jar"]
