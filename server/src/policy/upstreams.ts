export { judgedAs, writtenAs } from '../core/policy-upstreams';
