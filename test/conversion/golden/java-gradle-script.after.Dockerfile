FROM dhi.io/eclipse-temurin:21-jdk-dev AS builder
WORKDIR /usr/src/app/
COPY gradlew settings.gradle* build.gradle ./
COPY gradle ./gradle
RUN chmod +x ./gradlew
RUN ./gradlew downloadDependencies
COPY . ./
RUN ./gradlew installDist

FROM dhi.io/eclipse-temurin:21-jdk-dev
WORKDIR /usr/src/app/
COPY --from=builder /usr/src/app/ ./
ENV JAVA_TOOL_OPTIONS="-Xmx200m"
EXPOSE 9555
# The start script that Gradle writes.
ENTRYPOINT [ "./build/install/adverts/bin/Adverts" ]
