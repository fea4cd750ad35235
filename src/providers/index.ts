export { providerErrors } from './errors.ts';
export { registerProviderRoutes } from './http.ts';
export type { CatalogueItem, Provider } from './model.ts';
export { listProviders } from './queries.ts';
export {
  findItems,
  findItemVersions,
  findProvider,
  findProviderSecret,
  findProviders,
  importCatalogue,
  registerProviders,
  setProviderSecret,
} from './service.ts';
