import { createDecipheriv, createECDH, createHash } from 'node:crypto';

/** What the editor sends of its logins can be opened by this process alone: no log or trace on the way can show it. */
export class Seal {
  readonly #own = createECDH('prime256v1');
  /** Base64; whoever has it can seal, and nothing else. */
  readonly key = this.#own.generateKeys('base64');

  /** What was sealed; undefined for anything that was not, or not for us. */
  open(sealed: unknown): unknown {
    if (typeof sealed !== 'string') return undefined;
    const [sender = '', nonce = '', tag = '', text = ''] = sealed.split('.');
    try {
      const secret = createHash('sha256').update(this.#own.computeSecret(sender, 'base64')).digest();
      const decipher = createDecipheriv('aes-256-gcm', secret, Buffer.from(nonce, 'base64'), { authTagLength: 16 });
      decipher.setAuthTag(Buffer.from(tag, 'base64'));
      return JSON.parse(Buffer.concat([decipher.update(text, 'base64'), decipher.final()]).toString('utf8'));
    } catch {
      return undefined;
    }
  }
}
