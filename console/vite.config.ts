import { gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

/** Text files below this gain nothing. */
const LEAST_BYTES = 1024;

/** Beside each text file its gzipped form, which the server sends to browsers that take it. */
function compress(): Plugin {
  return {
    name: 'compress',
    apply: 'build',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        for (const file of Object.values(bundle)) {
          const content = file.type === 'chunk' ? file.code : file.source;
          if (!/\.(js|css|svg)$/.test(file.fileName) || Buffer.byteLength(content) < LEAST_BYTES) continue;
          this.emitFile({ type: 'asset', fileName: `${file.fileName}.gz`, source: gzipSync(content, { level: 9 }) });
        }
      },
    },
  };
}

/** The console's build. In development it is served by Vite and the API is asked at the local server. */
export default defineConfig(({ command }) => {
  // What is built is what offices run, whatever environment builds it: a test runner's would give React's slow edition.
  if (command === 'build') process.env.NODE_ENV = 'production';
  return {
    root: import.meta.dirname,
    plugins: [react(), compress()],
    server: {
      port: 5173,
      proxy: { '/api': process.env.TONGCHOU_API ?? 'http://127.0.0.1:8080' },
    },
    build: {
      outDir: 'dist',
      emptyOutDir: true,
      target: 'es2023',
      // The charts and the spreadsheet writer are chunks of their own, loaded when first used.
      chunkSizeWarningLimit: 1400,
      // The citizens' calculator is a page of its own: a phone loads neither the console nor Ant Design for it.
      rolldownOptions: {
        input: ['index.html', 'calculator.html'].map((page) => `${import.meta.dirname}/${page}`),
        // The engine's door opens on its compiler too; a page that only computes leaves it out.
        treeshake: { moduleSideEffects: [{ test: /\/src\/(benefits|kernel)\//, sideEffects: false }] },
      },
    },
  };
});
