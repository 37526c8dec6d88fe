/** Packages that bring a program, as Debian calls them; the first is the one to install. */
export const packagesOfPrograms: Readonly<Record<string, readonly string[]>> = {
  bash: ['bash'], curl: ['curl'], wget: ['wget'], git: ['git', 'git-lfs'],
  gcc: ['gcc', 'build-essential', 'g++'], cc: ['gcc', 'build-essential', 'g++', 'clang'], 'g++': ['g++', 'build-essential'], 'c++': ['g++', 'build-essential'], make: ['make', 'build-essential'],
  cmake: ['cmake'], ninja: ['ninja-build'], meson: ['meson'], 'pkg-config': ['pkg-config'], autoconf: ['autoconf'], autoreconf: ['autoconf'], automake: ['automake'], libtool: ['libtool'], clang: ['clang'],
  unzip: ['unzip'], zip: ['zip'], tar: ['tar'], gzip: ['gzip'], bzip2: ['bzip2'], xz: ['xz-utils'], zstd: ['zstd'], '7z': ['p7zip-full'],
  openssl: ['openssl'], ssh: ['openssh-client'], 'ssh-keyscan': ['openssh-client'], scp: ['openssh-client'], rsync: ['rsync'], jq: ['jq'], sudo: ['sudo'], gpg: ['gnupg', 'gnupg2'],
  perl: ['perl'], python3: ['python3', 'python3-dev', 'python3-pip', 'python3-venv'], python: ['python3'], pip3: ['python3-pip'], pip: ['python3-pip'], node: ['nodejs', 'npm'], npm: ['npm', 'nodejs'], npx: ['npm', 'nodejs'],
  ruby: ['ruby', 'ruby-dev'], go: ['golang', 'golang-go'], cargo: ['cargo'], rustc: ['rustc', 'cargo'],
  java: ['openjdk-21-jre-headless', 'openjdk-17-jre-headless', 'openjdk-11-jre-headless', 'openjdk-21-jdk', 'openjdk-17-jdk', 'openjdk-11-jdk', 'maven', 'gradle', 'ant'],
  javac: ['openjdk-21-jdk', 'openjdk-17-jdk', 'openjdk-11-jdk'], mvn: ['maven'], gradle: ['gradle'], ant: ['ant'], composer: ['composer'],
  useradd: ['passwd'], groupadd: ['passwd'], usermod: ['passwd'], groupmod: ['passwd'], adduser: ['adduser'], addgroup: ['adduser'],
  file: ['file'], patch: ['patch'], envsubst: ['gettext-base', 'gettext'], ps: ['procps'], nc: ['netcat-openbsd', 'netcat'], ip: ['iproute2'], ping: ['iputils-ping'], less: ['less'],
  tini: ['tini'], 'dumb-init': ['dumb-init'], gosu: ['gosu'], 'su-exec': ['su-exec'], supervisord: ['supervisor'], nginx: ['nginx'], sqlite3: ['sqlite3'], psql: ['postgresql-client'], ffmpeg: ['ffmpeg'],
  which: ['debianutils'], awk: ['gawk'], find: ['findutils'], xargs: ['findutils'], grep: ['grep'], sed: ['sed'], 'update-ca-certificates': ['ca-certificates'], yarn: ['yarnpkg'],
};

/** Words that stand before the program that really runs. */
export const prefixes: ReadonlySet<string> = new Set(['sudo', 'exec', 'env', 'time', 'nice', 'nohup', 'command', 'xargs']);
