import type { MissingField, SplitField } from '../../core/image-use';
import { message, type Message } from '../../core/message';
import type { Chart } from './chart';
import type { Parts } from './mapping';
import { useOfValue, type Place, type UseOfValue } from './templates/evidence';
import type { ValuesFile } from './values';

/** Where a tag and a digest are written, or why no digest can be. */
export interface Writing {
  readonly fields: { readonly tag?: SplitField | MissingField; readonly digest?: SplitField | MissingField };
  readonly disabled?: Message;
}

const notAtHand = message('The templates of the chart are not at hand, so it is not known whether a digest may stand here.');
const notFollowed = message('The templates of the chart cannot be followed, so it is not known whether a digest may stand here.');
const unused = message('No template of the chart puts this tag into an image, so it is not known where a digest may stand.');
const nowhere = message('There is no field for a digest here.');

/**
 * A digest stands in a field of its own, where the mapping has one or the templates read one; behind the tag only where the
 * templates use that tag in images and for nothing else.
 */
export function writing(parts: Parts, file: ValuesFile): Writing {
  const { digest, mapping: { path }, tagKey } = parts;
  const name = [...path, parts.nameKey];
  const tag = tagField(parts);
  const known = tag ? { tag } : {};
  const evidence = evidenceOf(path, file.chart);
  // A field that is there is meant for this image, whatever names that.
  const ofDigest = evidence && useOfValue(evidence, [...path, 'digest'], digest ? undefined : name);
  if (digest) {
    const fields = { ...known, digest: digest.place };
    return ofDigest?.glued && !ofDigest.asDigest ? { fields, disabled: elsewhere(ofDigest.glued) } : { fields };
  }
  if (!evidence) return { fields: known, disabled: file.chart && file.chart.templates > 0 && isOwn(path, file.chart) ? notFollowed : notAtHand };
  if (ofDigest?.asDigest === true && !ofDigest.glued) {
    const field = missing('digest', parts);
    return field ? { fields: { ...known, digest: field } } : { fields: known, disabled: nowhere };
  }
  const disabled = whyNotBehind(useOfValue(evidence, [...path, tagKey], name), namedIn(parts, file));
  if (disabled) return { fields: known, disabled };
  return tag ? { fields: known } : { fields: known, disabled: nowhere };
}

function whyNotBehind(use: UseOfValue, isNamedInText: boolean): Message | undefined {
  const place = use.elsewhere ?? use.glued ?? use.startsAt;
  if (place) return elsewhere(place);
  if (isNamedInText) return message('A text in the values uses this tag, so no digest can stand behind it.');
  return use.asTag ? undefined : unused;
}

function elsewhere({ file, line }: Place): Message {
  return message('The chart uses this otherwise than in an image, or hands it to what cannot be followed: {0}, line {1}.', file, line);
}

/** Values for another chart, and those that all charts share, are used by templates that are not at hand. */
function evidenceOf(path: readonly string[], chart: Chart | undefined) {
  return chart && isOwn(path, chart) ? chart.evidence : undefined;
}

function isOwn([first = '']: readonly string[], { dependencies }: Chart): boolean {
  return !dependencies.has(first) && (first !== 'global' || dependencies.size === 0);
}

/** Values may be templates themselves, for `tpl`. */
function namedIn({ mapping: { path }, tagKey }: Parts, { source, chart }: ValuesFile): boolean {
  const names = (text: string) => text.split(`.Values.${path.join('.')}`).slice(1).some(rest => rest.startsWith(`.${tagKey}`) || !/^[.\w-]/.test(rest));
  return names(source.original) || names(chart?.defaultText ?? '');
}

function tagField(parts: Parts): SplitField | MissingField | undefined {
  return parts.tag ? parts.tag.place : missing(parts.tagKey, parts);
}

/** Below the tag where there is one, as it is read. */
function missing(key: string, { mapping: { fields }, nameKey, tagKey }: Parts): MissingField | undefined {
  return fields.missing(key, tagKey) ?? fields.missing(key, nameKey);
}
