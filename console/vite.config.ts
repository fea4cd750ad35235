import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The console's build. In development it is served by Vite and the API is asked at the local server. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
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
  },
});
