export { gatewayErrors } from './errors.ts';
export { registerGateway } from './http.ts';
export { signTif } from './signature.ts';
