/** Programs that BusyBox holds, as Alpine and Wolfi build it. */
export const applets: ReadonlySet<string> = new Set(
  `adduser addgroup ash awk base64 basename bunzip2 bzip2 cat chgrp chmod chown cp cut date dd delgroup deluser df diff dirname dos2unix du echo env expr false find
  fold fsync getopt grep gunzip gzip head hexdump hostname id ifconfig install ip kill killall less ln logger ls lzma md5sum mkdir mkfifo mknod mktemp more mount mv nc netstat nl nohup
  nproc nslookup od paste patch pgrep pidof ping pkill printenv printf ps pwd readlink realpath reset rm rmdir sed seq sh sha1sum sha256sum sha512sum sleep sort split stat strings stty su sync
  tail tar tee test time timeout top touch tr traceroute tree true truncate tty umount uname uniq unix2dos unlzma unxz unzip uptime uuencode vi wc wget which whoami xargs xxd xzcat yes zcat`.split(/\s+/),
);

export interface Applet {
  /** The package that has GNU's program of that name, as Debian calls it. */
  readonly package: string;
  /** Flags that BusyBox has: others make it stop. */
  readonly short: string;
  readonly long: ReadonlySet<string>;
  /** GNU's long flags, and BusyBox's word for the same. */
  readonly written: Readonly<Record<string, string>>;
}

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '));

/** Programs of which BusyBox has a smaller version, where that matters in image builds. */
export const smallerVersions: Readonly<Record<string, Applet>> = {
  tar: {
    package: 'tar',
    short: 'ctxCfzjJZapohmvkOTXZ',
    long: words('list extract create directory file to-stdout gzip bzip2 xz lzma verbose keep-old dereference exclude exclude-from files-from numeric-owner no-recursion overwrite no-same-owner no-same-permissions strip-components to-command touch same-permissions'),
    written: {
      '--get': '-x', '--preserve-permissions': '-p', '--same-owner': '', '--keep-old-files': '-k', '--ungzip': '-z', '--gunzip': '-z', '--preserve': '-p',
      '--no-overwrite-dir': '', '--auto-compress': '-a', '--warning=no-unknown-keyword': '', '--warning=no-timestamp': '', '--delay-directory-restore': '', '--absolute-names': '',
    },
  },
  wget: {
    package: 'wget',
    short: 'cqSOPoUTYt',
    long: words('continue quiet output-document output-file server-response directory-prefix timeout no-check-certificate user-agent header post-data spider tries proxy'),
    written: { '--no-verbose': '-q', '--show-progress': '', '--no-clobber': '', '--progress=dot:giga': '', '--progress=dot:mega': '', '--progress=bar:force': '', '--no-hsts': '' },
  },
  grep: {
    package: 'grep',
    short: 'nivFEwoeflLqcshxrRHmABC',
    long: new Set(),
    written: { '--quiet': '-q', '--silent': '-q', '--invert-match': '-v', '--ignore-case': '-i', '--extended-regexp': '-E', '--fixed-strings': '-F', '--only-matching': '-o', '--recursive': '-r', '--count': '-c' },
  },
};
