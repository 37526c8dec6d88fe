/** Manifests that tests cut, spoil and edit: together they hold every scalar style, line end and trick that is read. */
export const fixtures: Readonly<Record<string, string>> = {
  deployment: `# plimsoll-ignore-file tag-latest: demo
apiVersion: apps/v1
kind: Deployment
metadata:
  name: shop # the shop
spec:
  template:
    spec:
      initContainers:
      - name: wait
        image: 'busybox:1.36'
      containers:
      - name: web
        image: "ghcr.io/acme/web:v1" # web
        args: ["--image", "x"]
      - {name: side, image: nginx}
      volumes:
      - name: model
        image: { reference: quay.io/acme/model:1 }
---
apiVersion: batch/v1
kind: CronJob
spec: { jobTemplate: { spec: { template: { spec: { containers: [{ image: perl }] } } } } }
`,
  anchors: `apiVersion: v1
kind: Pod
x: &image !!str redis:7
spec:
  containers:
  - &base
    image: *image
  - <<: *base
    image: >-
      node:20
  - <<: [*base, { image: |
      alpine

    }]
`,
  list: JSON.stringify(
    { apiVersion: 'v1', kind: 'List', items: [{ apiVersion: 'v1', kind: 'Pod', spec: { containers: [{ name: 'a', image: 'nginx:1' }], ephemeralContainers: [{ image: 'busybox' }] } }] },
    null,
    '\t',
  ),
  windows: '\uFEFFapiVersion: v1\r\nkind: Pod\r\nspec:\r\n  containers:\r\n  # first\r\n  - image: nginx:1 # one\r\n  - image: "redis"\r\n',
  template: `{{- if .Values.enabled }}
apiVersion: apps/v1
kind: DaemonSet
metadata:
  labels: {{- include "labels" . | nindent 4 }}
spec:
  template:
    spec:
      containers:
        {{- range .Values.containers }}
        - name: {{ .name }}
          image: "{{ .image }}:{{ .tag | default "latest" }}"
        {{- end }}
        - image: busybox:1.36
{{- end }}
`,
  escaped: 'apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - image: "a\\u003a1"\n  - image: "con\\\n      tinued"\n  - image: plain\n      too\n',
};
