# The app alone, without the sandbox's tools: docker build -t docspace-groups . && docker run --env-file .env docspace-groups
FROM node:20-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci
COPY tsconfig.json tsconfig.build.json vite.app.config.ts ./
COPY src src
RUN npm run build && npm prune --omit=dev

FROM node:20-bookworm-slim
ENV NODE_ENV=production
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/dist dist
# Requests live in ./data unless DATABASE_URL names a PostgreSQL server: keep this folder on a volume.
RUN mkdir data && chown node:node data
VOLUME /app/data
USER node
# SIGTERM reaches the app itself: work in hand is finished before it ends.
CMD ["node", "dist/src/main.js"]
