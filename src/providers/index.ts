export { providerErrors } from './errors.ts';
export type { CatalogueItem, Provider } from './model.ts';
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
