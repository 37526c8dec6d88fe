/** A place that an official image made for itself, and other images of the same software have elsewhere. */
export interface UpstreamPlace {
  /** Names of official images. */
  readonly images: readonly string[];
  readonly path: RegExp;
  /** Images, by the beginning of their names, that have it in the same place. */
  readonly same: readonly string[];
  /** Everybody may put something there; only what is taken from there is the image's own. */
  readonly taken?: true;
}

const path = (text: string): RegExp => new RegExp(`(?:^|[\\s"'=:,[])(${text})(?=[\\s"':,;/\\])]|$)`);

export const upstreamPlaces: readonly UpstreamPlace[] = [
  { images: ['python'], path: path('/usr/local/lib/python[\\d.]*(?:/[\\w./-]*)?'), same: [] },
  { images: ['python', 'node', 'ruby', 'php', 'perl'], path: /(?:^|[\s"'=:,[])(\/usr\/local(?:\/bin|\/lib)?\/?)(?=[\s"',\]]|$)/, same: [], taken: true },
  { images: ['python'], path: path('/usr/local/bin/(?:pip|python|gunicorn|uvicorn|celery|flask|django-admin|uwsgi|streamlit|poetry)[\\w.-]*'), same: [] },
  { images: ['node'], path: path('/usr/local/lib/node_modules|/usr/local/bin/(?:node|npm|npx|yarn|corepack|pnpm)|/opt/yarn[\\w.-]*'), same: [] },
  { images: ['golang'], path: path('/usr/local/go'), same: ['dhi.io/golang'] },
  { images: ['golang'], path: path('/go/(?:bin|pkg)(?:/[\\w./-]*)?'), same: ['dhi.io/golang'] },
  { images: ['rust'], path: path('/usr/local/(?:cargo|rustup)(?:/[\\w./-]*)?'), same: [] },
  { images: ['ruby'], path: path('/usr/local/bundle'), same: ['dhi.io/ruby'] },
  { images: ['ruby', 'perl'], path: path('/usr/local/lib/(?:ruby|perl5?)[\\w./-]*'), same: [] },
  { images: ['php'], path: path('/usr/local/etc/php(?:/[\\w./-]*)?|/usr/local/etc/php-fpm[\\w./-]*|/usr/local/lib/php[\\w./-]*'), same: [] },
  { images: ['php'], path: path('/etc/apache2(?:/[\\w./-]*)?'), same: [] },
  { images: ['nginx'], path: path('/docker-entrypoint\\.d(?:/[\\w./-]*)?|/etc/nginx/templates(?:/[\\w./-]*)?'), same: [] },
  { images: ['maven'], path: path('/usr/share/maven(?:/[\\w./-]*)?|/usr/local/bin/mvn[\\w./-]*'), same: [] },
  { images: ['gradle'], path: path('/opt/gradle(?:/[\\w./-]*)?'), same: [] },
  { images: ['openjdk', 'eclipse-temurin', 'maven', 'gradle'], path: path('/opt/java/openjdk(?:/[\\w./-]*)?|/usr/local/openjdk-[\\w./-]*|/usr/lib/jvm/[\\w./-]*'), same: [] },
  { images: ['tomcat'], path: path('/usr/local/tomcat/(?:lib|bin|native-jni-lib)(?:/[\\w./-]*)?'), same: ['cgr.dev/chainguard/tomcat', 'dhi.io/tomcat'] },
  { images: ['httpd'], path: path('/usr/local/apache2(?:/[\\w./-]*)?'), same: ['dhi.io/httpd'] },
  { images: ['postgres', 'mysql', 'mariadb', 'mongo'], path: path('/docker-entrypoint-initdb\\.d(?:/[\\w./-]*)?'), same: ['dhi.io/postgres', 'cgr.dev/chainguard/postgres'] },
  { images: ['bitnami'], path: path('/opt/bitnami(?:/[\\w./-]*)?'), same: [] },
  { images: ['dotnet'], path: path('/usr/share/dotnet(?:/[\\w./-]*)?'), same: [] },
];

/** Commands that put programs into a folder of the official image, which its PATH names. */
export const upstreamFolders: readonly { readonly images: readonly string[]; readonly command: RegExp; readonly same: readonly string[] }[] = [
  { images: ['golang'], command: /\bgo\s+install\b/, same: ['dhi.io/golang'] },
  { images: ['rust'], command: /\bcargo\s+install\b(?!.*--root)/, same: [] },
];

/** Scripts and tools that only official images have. */
export const upstreamTools: ReadonlySet<string> = new Set([
  'docker-php-ext-install', 'docker-php-ext-configure', 'docker-php-ext-enable', 'docker-php-source', 'docker-php-entrypoint', 'docker-entrypoint.sh', 'mvn-entrypoint.sh',
  'apache2-foreground', 'httpd-foreground', 'a2enmod', 'a2dismod', 'a2ensite', 'a2dissite', 'pecl', 'phpize', 'pear', 'install-php-extensions', 'rustup', 'install_packages', 'catalina.sh', 'startup.sh',
]);

/** Those of them that other images have too, by the beginning of their names. */
export const sharedTools: Readonly<Record<string, readonly string[]>> = {
  'catalina.sh': ['cgr.dev/chainguard/tomcat', 'dhi.io/tomcat'],
  'httpd-foreground': ['dhi.io/httpd'],
  'docker-entrypoint.sh': ['dhi.io/postgres', 'cgr.dev/chainguard/postgres'],
};

/** Variables that official images set. */
export const upstreamVariables: Readonly<Record<string, readonly string[]>> = {
  JAVA_HOME: ['dhi.io/eclipse-temurin', 'dhi.io/maven', 'cgr.dev/chainguard/jdk', 'cgr.dev/chainguard/jre', 'cgr.dev/chainguard/maven', 'cgr.dev/chainguard/gradle'],
  GOPATH: ['dhi.io/golang'], GOROOT: [], CARGO_HOME: [], RUSTUP_HOME: [], PHP_INI_DIR: ['dhi.io/php'], HTTPD_PREFIX: ['dhi.io/httpd'], APACHE_DOCUMENT_ROOT: [],
  CATALINA_HOME: ['cgr.dev/chainguard/tomcat', 'dhi.io/tomcat'], MAVEN_HOME: ['dhi.io/maven'], GRADLE_HOME: [], PYTHON_VERSION: ['dhi.io/python'], NODE_VERSION: ['dhi.io/node'], YARN_VERSION: [],
  RUBY_VERSION: ['dhi.io/ruby'], GEM_HOME: ['dhi.io/ruby'], BUNDLE_PATH: [], APP_UID: ['cgr.dev/chainguard/dotnet', 'cgr.dev/chainguard/aspnet'], PHPIZE_DEPS: [], NGINX_VERSION: ['dhi.io/nginx'],
};

/** The directory that official images begin in, where that is not `/`. */
export const upstreamWorkdirs: Readonly<Record<string, string>> = {
  golang: '/go', php: '/var/www/html', wordpress: '/var/www/html', httpd: '/usr/local/apache2', tomcat: '/usr/local/tomcat', gradle: '/home/gradle', redis: '/data', caddy: '/srv',
};

/** Ids of accounts that official images and their distributions have: of Debian, then of Alpine. */
export const upstreamIds: Readonly<Record<string, readonly [debian: string, alpine: string]>> = {
  nobody: ['65534', '65534'], nogroup: ['65534', '65533'], 'www-data': ['33', '82'], node: ['1000', '1000'], nginx: ['101', '101'], gradle: ['1000', '1000'], app: ['1654', '1654'],
};
