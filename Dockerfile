# The image builds the service from this source: docker build -t cowrite .
FROM node:22-bookworm-slim AS node

FROM maven:3.9-eclipse-temurin-25 AS build
COPY --from=node /usr/local/bin/node /usr/local/bin/node
COPY --from=node /usr/local/lib/node_modules /usr/local/lib/node_modules
RUN ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm
WORKDIR /build
COPY pom.xml ./
COPY .config .config
COPY src src
COPY frontend frontend
RUN mvn --batch-mode -Dmaven.test.skip=true package \
    && java -Djarmode=tools -jar target/cowrite-*.jar extract --layers --application-filename cowrite.jar --destination layers

FROM eclipse-temurin:25-jre
RUN useradd --system --uid 10001 --home-dir /cowrite cowrite \
    && mkdir /cowrite /data \
    && chown cowrite /cowrite /data
WORKDIR /cowrite
# What changes least comes first.
COPY --from=build --chown=cowrite /build/layers/dependencies/ ./
COPY --from=build --chown=cowrite /build/layers/snapshot-dependencies/ ./
COPY --from=build --chown=cowrite /build/layers/application/ ./
USER cowrite
# A start that is watched, with people who type: what it loads and what is hot is kept in a cache from then on.
RUN java -XX:AOTCacheOutput=cowrite.aot -XX:+UseCompactObjectHeaders -jar cowrite.jar --start-only --cowrite.data-dir=/tmp/watched \
    && rm -rf /tmp/watched
ENV SERVER_ADDRESS=0.0.0.0 \
    SERVER_PORT=8080 \
    COWRITE_DATA_DIR=/data
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s \
    CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/$SERVER_PORT && printf 'GET /readyz HTTP/1.1\\r\\nHost: localhost\\r\\nConnection: close\\r\\n\\r\\n' >&3 && head -n 1 <&3 | grep -q ' 200 '"]
# The compilers give way to people. The JVM would warn that only root may give priority; here some is taken, and nobody is root.
ENTRYPOINT ["java", "-XX:AOTCache=cowrite.aot", "-XX:+UseCompactObjectHeaders", "-XX:ThreadPriorityPolicy=1", "-XX:CompilerThreadPriority=5", "-XX:-PrintWarnings", "-XX:MaxRAMPercentage=50", "-XX:+ExitOnOutOfMemoryError", "-jar", "cowrite.jar"]
