# One image for every service: docker compose passes the command. It copies what Maven built (./mvnw package), so that it
# builds without a network.
FROM eclipse-temurin:25-jre
RUN useradd --system --uid 10001 --create-home --home-dir /var/lib/copydesk copydesk
COPY standalone/target/copydesk/lib /opt/copydesk/lib
WORKDIR /var/lib/copydesk
USER copydesk
EXPOSE 8080
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=70", "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", "-cp", "/opt/copydesk/lib/*", "dev.copydesk.standalone.Copydesk"]
