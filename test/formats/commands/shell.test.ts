import { describe, expect, it } from 'vitest';
import { shell } from '../../../server/src/formats/shell';
import { checkPlaces, readers } from '../../support/check-places';

const path = 'scripts/ci.sh';

describe('Shell scripts', () => {
  it('take no line end for an image', () => {
    for (const end of ['\\\r', '\\\r\n', '\\\n', '\\']) expect(shell.read(`docker run --rm ${end}`).uses.map(({ raw }) => raw.trim()).filter(raw => raw === '')).toEqual([]);
  });

  it('name images that they run, create and pull', () => {
    checkPlaces('shell', path, `
      #!/bin/sh
      docker run --rm -it -v "$PWD:/src" -e X=1 --name build node:20 npm test
      #                                                      ^^^^^^^ tool docker.io/library/node:20
      podman create --pull always --platform=linux/arm64 alpine
      #                                                  ^^^^^^ tool docker.io/library/alpine
      nerdctl pull -q ghcr.io/acme/a:1 'redis'
      #               ^^^^^^^^^^^^^^^^ tool ghcr.io/acme/a:1
      #                                 ^^^^^ tool docker.io/library/redis
      docker container run -itv a:/b -p80:80 -u0 "nginx"
      #                                           ^^^^^ tool docker.io/library/nginx
      docker --context x image pull alpine:3
      #                             ^^^^^^^^ tool docker.io/library/alpine:3
      docker run \\
        --network host \\
        golang:1.26 \\
       #^^^^^^^^^^^ tool docker.io/library/golang:1.26
        go build
    `);
  });

  it('are read behind words that run the command behind them', () => {
    checkPlaces('shell', path, `
      if ! sudo -u root -E docker pull a; then X=1 exec docker run b; fi
      #                                ^ tool docker.io/library/a
      #                                                            ^ tool docker.io/library/b
      while env -i A=b timeout -k 5 10s docker run c | grep d && time -p nohup docker run e & do :; done
      #                                            ^ tool docker.io/library/c
      #                                                                                   ^ tool docker.io/library/e
      f() { docker run f; }; (docker run g); x="$(docker run h | tail -1)" y=\`docker run i\`
      #                ^ tool docker.io/library/f
      #                                  ^ tool docker.io/library/g
      #                                                      ^ tool docker.io/library/h
      #                                                                                  ^ tool docker.io/library/i
      case $1 in a|b) docker run j;; (c) docker run k; esac > >(docker run l)
      #                          ^ tool docker.io/library/j
      #                                             ^ tool docker.io/library/k
      #                                                                    ^ tool docker.io/library/l
      /usr/bin/docker run m; command docker run n; xargs -n1 docker run o
      #                   ^ tool docker.io/library/m
      #                                         ^ tool docker.io/library/n
      #                                                                 ^ tool docker.io/library/o
      bash -euc 'docker run p && echo docker run q'; sh -c "docker pull \\"r\\""
      #                     ^ tool docker.io/library/p
    `);
  });

  it('are read behind all options that the programs have', () => {
    checkPlaces('shell', path, `
      lima nerdctl run --snapshotter stargz --namespace k8s.io --insecure-registry a; nerdctl image pull --snapshotter erofs --all-platforms b
      #                                                                            ^ tool docker.io/library/a
      #                                                                                                                                      ^ tool docker.io/library/b
      podman run --creds u:p --cert-dir /x c; buildah from --pull --net host d; trivy image --table-mode summary --trace-rego e
      #                                    ^ tool docker.io/library/c
      #                                                                      ^ tool docker.io/library/d
      #                                                                                                                       ^ tool docker.io/library/e
      podman run --rootfs ./root
    `);
  });

  it('are read where another command, or a function, runs them', () => {
    checkPlaces('shell', path, `
      retry 3 docker pull a; bash ci/retry.sh --times 3 docker pull b; run docker run -d c
      #                   ^ tool docker.io/library/a
      #                                                             ^ tool docker.io/library/b
      #                                                                                  ^ tool docker.io/library/c
      docker exec -it node crictl pull d; chroot /host docker pull e; ssh -p 2 host sudo docker run f
      #                                ^ tool docker.io/library/d
      #                                                            ^ tool docker.io/library/e
      #                                                                                             ^ tool docker.io/library/f
      find . -name docker -exec docker run -v "$PWD:/x" g {} +; check "docker run" docker run h; eval docker run i
      #                                                 ^ tool docker.io/library/g
      #                                                                                       ^ tool docker.io/library/h
      #                                                                                                          ^ tool docker.io/library/i
      must_pass docker ps; warn docker run j; hash docker run k; runs docker run l; retry docker run
    `);
  });

  it('call programs by variables, and by paths that are not known', () => {
    checkPlaces('shell', path, `
      $CONTAINER_ENGINE run --rm a; "\${DOCKER_CMD:-docker}" pull b; "$bin"/k3d cluster create x --image c
      #                          ^ tool docker.io/library/a
      #                                                          ^ tool docker.io/library/b
      #                                                                                                 ^ tool docker.io/library/c
      \${SUDO:-} podman run d; $SUDO \${CONTAINER_RUNTIME} create e; \${podman_exe} run f
      #                    ^ tool docker.io/library/d
      #                                                         ^ tool docker.io/library/e
      #                                                                              ^ tool docker.io/library/f
      $ENGINE_ROOM run g; $OCI_RUNTIME run h; $DOCKER_RUN run i; my$x/docker.sh run j; docker$x run l
    `);
  });

  it('are not read where a command is only text', () => {
    checkPlaces('shell', path, `
      # docker run a
      echo docker run b; printf 'docker run c\\n' "
      docker run d
      "
      cat <<EOF > x; cat <<-'END'
      docker run e
      EOF
      \tdocker run f
      \tEND
      x=(docker run g) # docker run h
      ssh host "docker run i"; eval "docker run j"; docker exec k ls docker
      [[ docker run m ]] || (( docker run n ))
      command -v docker run o; docker ps; docker compose run p q; mydocker run r
      docker build -t s .; docker push t; docker tag u v; cosign sign w; docker image inspect x
      docker run --unknown y z; docker run -Z y z; docker run "$@" y; docker run
      for image in docker run z; do :; done
    `);
  });

  it('name what builds start from and what other tools look into', () => {
    checkPlaces('shell', path, `
      docker buildx build --build-context base=docker-image://alpine:3 --build-context=b=../c -t d .
      #                                                       ^^^^^^^^ tool docker.io/library/alpine:3
      docker buildx imagetools inspect --raw a; docker manifest inspect b; docker scout cves registry://c/d
      #                                      ^ tool docker.io/library/a
      #                                                                 ^ tool docker.io/library/b
      #                                                                                                 ^^^ tool docker.io/c/d
      trivy image --severity HIGH,CRITICAL e; grype docker:f/g -o json; syft scan h:1; grype ./i; grype dir:j; grype k
      #                                    ^ tool docker.io/library/e
      #                                                    ^^^ tool docker.io/f/g
      #                                                                           ^^^ tool docker.io/library/h:1
      crane copy l m; crane digest --platform linux/amd64 n; crane pull o p.tar; crane export q - | tar t
      #          ^ tool docker.io/library/l
      #                                                   ^ tool docker.io/library/n
      #                                                                 ^ tool docker.io/library/o
      #                                                                                       ^ tool docker.io/library/q
      skopeo copy --all docker://r/s:1 docker://t/u:1; skopeo copy oci:v docker://w; skopeo inspect docker://x
      #                          ^^^^^ tool docker.io/r/s:1
      #                                                                                                      ^ tool docker.io/library/x
      cosign verify --key k.pub y z; cosign tree a; cosign verify --local-image b; notation verify c@sha256:${'0'.repeat(64)}
      #                         ^ tool docker.io/library/y
      #                           ^ tool docker.io/library/z
      #                                          ^ tool docker.io/library/a
      #                                                                                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ tool docker.io/library/c@sha256:${'0'.repeat(64)}
      buildah from scratch; buildah from --name x d; ctr -n k8s.io images pull docker.io/library/e:1; crictl pull f
      #                                           ^ tool docker.io/library/d
      #                                                                        ^^^^^^^^^^^^^^^^^^^^^ tool docker.io/library/e:1
      #                                                                                                           ^ tool docker.io/library/f
      singularity exec -B /x docker://g cmd; apptainer pull h.sif docker://i; singularity run j.sif; dive k:1
      #                               ^ tool docker.io/library/g
      #                                                                    ^ tool docker.io/library/i
      #                                                                                                   ^^^ tool docker.io/library/k:1
      podman pull oci-archive:/a.tar; podman pull docker://l; docker pull --platform linux/arm64 m; k3d cluster create --image +stable
      #                                                    ^ tool docker.io/library/l
      #                                                                                          ^ tool docker.io/library/m
    `);
  });

  it('name what a cluster is told to run', () => {
    checkPlaces('shell', path, `
      kubectl -n x run shell --image=alpine --restart Never -- sh -c 'x --image=y'
      #                              ^^^^^^ tool docker.io/library/alpine
      kubectl create deployment web --image "nginx:1" --image=redis; kubectl create cronjob j --schedule '* * * * *' --image=a
      #                                      ^^^^^^^ tool docker.io/library/nginx:1
      #                                                       ^^^^^ tool docker.io/library/redis
      #                                                                                                                      ^ tool docker.io/library/a
      oc set image deployment/web web=b -n c *=d; kubectl set image -l app=e deploy f=g --unknown h=i
      #                               ^ tool docker.io/library/b
      #                                        ^ tool docker.io/library/d
      #                                                                               ^ tool docker.io/library/g
      kubectl debug pod/x --image=j --target=k; kubectl create secret generic x --image=l; kind create cluster --image m
      #                           ^ tool docker.io/library/j
      #                                                                                                                ^ tool docker.io/library/m
      k3d cluster create -i n:1; kind load docker-image o
      #                     ^^^ tool docker.io/library/n:1
    `);
  });

  it('say nothing of what a variable of somewhere else holds', () => {
    checkPlaces('shell', path, `
      docker run $IMAGE; docker run "acme/app:$TAG"; docker pull \${1:?} # none
      #          ^^^^^^ tool (variable)
      #                              ^^^^^^^^^^^^^ tool (variable)
      #                                                          ^^^^^^ tool (variable)
      docker run $DOCKER_OPTS \${TTY:+-t} "\${run_args[@]}" alpine
      #                                                   ^^^^^^ tool docker.io/library/alpine
      docker run {{ .Image }} x; docker pull '\${{ inputs.image == 'x' }}'
      #          ^^^^^^^^^^^^ tool (placeholder)
      #                                       ^^^^^^^^^^^^^^^^^^^^^^^^^^ tool (placeholder)
      docker run a"b"c; docker pull d\\
      e
      #          ^^^^^ tool docker.io/library/abc no fix
      docker run Upper/Case
      #          ^^^^^^^^^^ tool (invalid)
    `.replace('e\n      #          ^^^^^ tool docker.io/library/abc no fix', '#          ^^^^^ tool docker.io/library/abc no fix\n      #                             ^^ tool docker.io/library/de no fix …\n      e'));
  });

  it('resolve variables that are given one constant text, and defaults', () => {
    checkPlaces('shell', path, `
      IMAGE=alpine:3
      #     ^^^^^^^^ site of tool docker.io/library/alpine:3
      readonly TAG="1.2"
      run() { docker run "$IMAGE"; }
      #                   ^^^^^^ tool docker.io/library/alpine:3
      docker run acme/app:\${TAG}; docker pull \${DB:-postgres:16}
      #          ^^^^^^^^^^^^^^^ tool docker.io/acme/app:1.2 no fix
      #                                       ^^^^^^^^^^^^^^^^^^ tool docker.io/library/postgres:16
      #                                             ^^^^^^^^^^^ site of tool docker.io/library/postgres:16
    `);
  });

  it.each([
    ['is not assigned before', 'docker run $A\nA=alpine\n'],
    ['is assigned twice', 'A=alpine\nA=nginx\ndocker run $A\n'],
    ['is assigned where that may not run', 'if x; then A=alpine; fi\ndocker run $A\n'],
    ['is assigned where another command fails', '[ -n "$A" ] || A=alpine\ndocker run $A\n'],
    ['is assigned in a pipe', 'x | A=alpine\ndocker run $A\n'],
    ['is assigned in a subshell', '(A=alpine)\ndocker run $A\n'],
    ['is read', 'A=alpine\nread A\ndocker run $A\n'],
    ['is the variable of a loop', 'A=alpine\nfor A in x; do docker run $A; done\n'],
    ['is one of a function', 'A=alpine\nf() { local A; docker run $A; }\n'],
    ['is assigned something else', 'A=$(cat x)\ndocker run $A\n'],
    ['is one of the command alone', 'A=alpine x\ndocker run $A\n'],
    ['is that of another shell', "A=alpine\nsh -c 'docker run $A'\n"],
    ['holds options', 'A=--rm\ndocker run $A\n'],
    ['holds more than one word', 'A="-v x alpine"\ndocker run $A\n'],
  ])('do not resolve a variable that %s', (_, text) => {
    expect(readText(text).map(({ unresolved }) => unresolved?.code)).toEqual(['variable']);
  });

  it('leave a variable that is used for something else as well', () => {
    const [use] = readText('A=alpine\ndocker tag x $A\ndocker run $A\n');
    expect(use?.reference?.repository).toBe('library/alpine');
    expect(use?.fixDisabled?.template).toBe('The variable {0} is used for something else as well.');
  });

  it('know the platform of a command', () => {
    expect(readText('docker run --platform linux/arm64 a\ndocker pull b --platform=linux/amd64\ndocker run --platform $P c\n').map(({ platform }) => platform))
      .toEqual(['linux/arm64', 'linux/amd64', undefined]);
  });

  it('are told by their names and their first lines', () => {
    expect(readers(['a.sh', 'a.bash', 'a.zsh', 'a.ksh', 'run', 'a.txt'], '#!/usr/bin/env bash\ndocker run a\n')).toEqual([
      'a.sh shell', 'a.bash shell', 'a.zsh shell', 'a.ksh shell', 'run shell', 'a.txt -',
    ]);
    expect(readers(['a.sh', 'run'], '#!/usr/bin/env python3\n')).toEqual(['a.sh -', 'run -']);
    expect(readers(['a.sh', 'run'], 'docker run a\n')).toEqual(['a.sh shell', 'run -']);
  });

  it('are read as far as they are typed', () => {
    checkPlaces('shell', path, `
      docker run a
      #          ^ tool docker.io/library/a
      docker run "b
      usage="
      docker run c
      "
    `);
    expect(readText('docker run a\nx=$( docker run b\n').map(({ raw }) => raw)).toEqual(['a', 'b']);
    expect(readText('docker run a <<EOF\ndocker run b\n').map(({ raw }) => raw)).toEqual(['a']);
    expect(readText('docker run a\r\ndocker \\\r\n run b\r\n').map(({ raw }) => raw)).toEqual(['a', 'b']);
  });
});

function readText(text: string) {
  return shell.read(text).uses;
}
