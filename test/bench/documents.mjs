// The documents that are measured: the same at every run.

const sentence = ['RUN apt-get update && \\', '    apt-get install -y curl', 'COPY package.json /srv/', 'ENV MODE=production', '# what it runs'];

/** A Dockerfile of `lines` lines; a stage every 25. */
export function dockerfile(lines) {
  const text = Array.from({ length: lines }, (_, index) =>
    index % 25 === 0 ? `FROM node:${18 + (index % 7)} AS stage${index}` : sentence[index % sentence.length],
  );
  return { languageId: 'dockerfile', name: 'Dockerfile', text: `${text.join('\n')}\n`, hover: { line: 0, character: 6 }, edit: { line: lines >> 1, character: 0 } };
}

const manifest = (index) => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: app-${index}
  namespace: team-${index % 20}
  labels:
    app.kubernetes.io/name: app-${index}
spec:
  replicas: ${1 + (index % 4)}
  selector:
    matchLabels:
      app.kubernetes.io/name: app-${index}
  template:
    metadata:
      labels:
        app.kubernetes.io/name: app-${index}
    spec:
      initContainers:
        - name: wait
          image: busybox:1.36
      containers:
        - name: app
          image: ghcr.io/example/app-${index}:v1.${index}
          args: ["--port", "8080"]
          ports:
            - containerPort: 8080
          resources:
            limits:
              memory: 128Mi
`;

/** `documents` Deployments in one stream: 30 lines each with the marker. */
export function manifests(documents) {
  const text = Array.from({ length: documents }, (_, index) => manifest(index)).join('---\n');
  const middle = (documents >> 1) * (manifest(0).split('\n').length);
  return { languageId: 'yaml', name: 'manifest.yaml', text, hover: { line: 18, character: 20 }, edit: { line: middle + 3, character: 8 } };
}
