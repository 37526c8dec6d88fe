import { formatWords, ruleWords, type KnownWords } from '../policy/words';
import { publishers } from '../publishers';

/** Words that a policy file may use, publishers included. */
export const policyWords: KnownWords = { rules: ruleWords, formats: formatWords, publishers: publishers.map(({ id }) => id) };
