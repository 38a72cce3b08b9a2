# The app alone, without the sandbox and its tools. How to run it: docs/install.md, "Docker".
FROM node:20-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci
COPY tsconfig.json tsconfig.build.json vite.app.config.ts ./
COPY src src
# What better-sqlite3 is compiled from, ten megabytes, is read by nothing.
RUN npm run build && npm prune --omit=dev && rm -rf node_modules/better-sqlite3/deps node_modules/better-sqlite3/src

FROM node:20-bookworm-slim
ENV NODE_ENV=production HEALTH_PORT=8080
WORKDIR /app
# Requests are kept in ./data unless DATABASE_URL names a PostgreSQL server: it is all that the app writes to.
RUN mkdir data && chown 1000:1000 data
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/dist dist
VOLUME /app/data
# The user "node" of the base image, by its number, so that Kubernetes can see that it is not root.
USER 1000:1000
# Whether the process works; whether it can serve is at /health/ready, and a restart does not mend that.
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.HEALTH_PORT}/health/live`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# It reaches the app itself, which finishes what is in hand within 20 seconds.
STOPSIGNAL SIGTERM
CMD ["node", "dist/src/main.js"]
