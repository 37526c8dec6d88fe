export { judgedAs } from '../core/policy-upstreams';
