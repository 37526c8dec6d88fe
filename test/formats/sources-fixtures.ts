/** Documents of the kinds that are programs, units or prose, by format: what fuzzing starts from. */
export const sources: Readonly<Record<string, string>> = {
  quadlet: `# unit
[Unit]
Description=Image=nginx
[Container]
Image=docker.io/library/nginx:1.27
# plimsoll-ignore-next-line tag-latest: always
Exec=sleep \\
; no end
  infinity
[Volume]
Driver=image
Image=quay.io/acme/data:1
[Image]
Image=docker://ghcr.io/acme/app:%i
`,
};
