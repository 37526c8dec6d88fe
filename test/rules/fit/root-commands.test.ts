import { describe, expect, it } from 'vitest';
import { asksForRights, needsRoot } from '../../../server/src/rules/fit/root-commands';

describe('a command', () => {
  it.each([
    'useradd app', '/usr/sbin/groupadd x', 'ldconfig', 'setcap cap_net_bind_service=+ep /app', 'mkdir /etc/app', 'mkdir -p /models', 'touch "/usr/bin/x"', 'echo x >/etc/motd', 'echo x >> /root/.bashrc', 'cp a b /usr/local/bin/', 'mv x /bin/x',
    'install -m 755 app /usr/local/bin/app', 'ln -sf /app/x /usr/bin/x', 'chmod 755 /usr/local/bin/x', 'chown -R app /opt/app', 'curl x | tee /etc/x', 'true && mkdir /srv/x',
  ])('%s needs root', text => expect(needsRoot(text, [])).toBe(true));

  it.each([
    'mkdir build', 'mkdir -p /app/x /tmp/y /home/a/b /data/c', 'cp /etc/hosts .', 'cp /etc/hosts', 'ln -s /usr/bin/python3 python', 'mv /usr/bin/x /tmp/x', 'cat /etc/passwd', 'echo x > x', 'echo x > /dev/null 2>&1', 'chmod +x run.sh', 'chown app app',
    'mkdir $DIR/x', 'mkdir ~/x', 'ls /usr/bin', 'rm -rf /root/.cache', 'echo "mkdir /x"', 'install', 'mkdir', 'useradd-like x', '/opt/tool/bin/run > /var/log/app.log', '',
  ])('%j does not', text => expect(needsRoot(text, [])).toBe(false));

  it('does not in folders that the build gave away', () => {
    expect(needsRoot('mkdir -p /models/a', ['/models'])).toBe(false);
    expect(needsRoot('chmod +x /usr/local/bin/run', ['/usr/local/bin/'])).toBe(false);
    expect(needsRoot('mkdir /models-2', ['/models'])).toBe(true);
    expect(needsRoot('useradd app', ['/'])).toBe(true);
  });

  it.each(['sudo mkdir /x', 'true && doas apk add x', '(su -c x)', 'x;gosu root y', 'a|sudo tee b'])('%s asks for rights', text => expect(asksForRights(text)).toBe(true));
  it.each(['apk add sudo', 'echo pseudo x', 'resu lt', 'mkdir /sudo'])('%s does not ask', text => expect(asksForRights(text)).toBe(false));
});
