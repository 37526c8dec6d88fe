// `npm run bench:workspace`: times the built command line over a generated tree of 5,000 files, each run a new process,
// beside a plain read of the same files.   -- FOLDER  writes the tree there and keeps it
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { root } from './lib/paths.mjs';

const images = ['node:20', 'python', 'nginx:latest', 'ghcr.io/acme/web:v1', 'quay.io/acme/api:2', 'golang:1.22', 'cgr.dev/chainguard/node:latest'];
const image = (index) => images[index % images.length];
const filler = (index) => Array.from({ length: 40 }, (_, line) => `line ${line} of file ${index}, which names no image at all\n`).join('');

const manifest = (index) => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: app-${index}
  labels: { app: app-${index} }
spec:
  replicas: 2
  selector: { matchLabels: { app: app-${index} } }
  template:
    metadata:
      labels: { app: app-${index} }
    spec:
      initContainers:
        - name: wait
          image: busybox:1.36
      containers:
        - name: web # the app
          image: "${image(index)}"
          ports: [{ containerPort: 8080 }]
          env:
${Array.from({ length: 20 }, (_, at) => `            - name: VALUE_${at}\n              value: "${at}"\n`).join('')}        - name: side
          image: ${image(index + 1)}
---
apiVersion: v1
kind: Service
metadata: { name: app-${index} }
spec: { ports: [{ port: 80 }] }
`;
const dockerfile = (index) => `# syntax=docker/dockerfile:1
ARG BASE=${image(index)}
FROM $BASE AS build
WORKDIR /app
${Array.from({ length: 15 }, (_, at) => `RUN echo ${at} && \\\n    make target-${at}\n`).join('')}FROM ${image(index + 2)}
COPY --from=build /app /app
`;

/** How many of what lie in the tree: 5,000 in all. */
const kinds = [
  { count: 1500, path: (index) => `deploy/team-${index % 30}/app-${index}.yaml`, text: manifest },
  { count: 500, path: (index) => `services/team-${index % 25}/app-${index}/Dockerfile`, text: dockerfile },
  { count: 400, path: (index) => `config/${index % 20}/values-${index}.yaml`, text: (index) => `name: ${index}\nimage: ${image(index)}\n`.repeat(20) },
  { count: 200, path: (index) => `services/team-${index % 25}/app-${index}/package.json`, text: (index) => JSON.stringify({ name: `app-${index}`, scripts: { image: `docker build -t acme/app-${index} .` } }) },
  { count: 100, path: (index) => `scripts/build-${index}.sh`, text: (index) => `docker build --tag acme/tool-${index} .\n${filler(index)}` },
  { count: 2300, path: (index) => `services/team-${index % 25}/app-${index % 500}/src/file-${index}.js`, text: filler },
];

function generate(folder) {
  for (const { count, path, text } of kinds) {
    for (let index = 0; index < count; index += 1) {
      const file = join(folder, path(index));
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text(index));
    }
  }
}

function plainRead(folder) {
  const started = Date.now();
  let files = 0;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) files += readFileSync(join(entry.parentPath, entry.name), 'utf8').length > 0 ? 1 : 0;
  }
  return { files, time: Date.now() - started };
}

function timed(folder, args) {
  const started = Date.now();
  const out = execFileSync(process.execPath, [join(root, 'dist/cli.js'), ...args], { cwd: folder, maxBuffer: 1 << 28 });
  return { time: Date.now() - started, bytes: out.length };
}

const kept = process.argv[2];
const folder = kept ? resolve(kept) : mkdtempSync(join(tmpdir(), 'plimsoll-tree-'));
try {
  generate(folder);
  const plain = plainRead(folder);
  console.log(`${'plain read'.padEnd(40)} ${plain.time.toFixed(0).padStart(6)} ms   ${plain.files} files`);
  for (const args of [['images'], ['images', '--format', 'json'], ['check', '--offline', '--fail-on', 'none'], ['check', '--offline', '--fail-on', 'none', '--format', 'json']]) {
    const runs = [1, 2, 3].map(() => timed(folder, args));
    const [, middle] = runs.map(({ time }) => time).sort((a, b) => a - b);
    console.log(`${`plimsoll ${args.join(' ')}`.padEnd(40)} ${middle.toFixed(0).padStart(6)} ms   ${runs[0].bytes} bytes of report`);
  }
} finally {
  if (!kept) rmSync(folder, { recursive: true, force: true });
}
