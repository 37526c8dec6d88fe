FROM eclipse-temurin:21-jdk AS builder
WORKDIR /usr/src/app/
COPY gradlew settings.gradle* build.gradle ./
COPY gradle ./gradle
RUN chmod +x ./gradlew
RUN ./gradlew downloadDependencies
COPY . ./
RUN ./gradlew installDist

FROM eclipse-temurin:21-jre
WORKDIR /usr/src/app/
COPY --from=builder /usr/src/app/ ./
ENV JAVA_TOOL_OPTIONS="-Xmx200m"
EXPOSE 9555
# The start script that Gradle writes.
ENTRYPOINT [ "./build/install/adverts/bin/Adverts" ]
