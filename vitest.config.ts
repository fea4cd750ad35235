import { defineConfig } from 'vitest/config';

const DATABASE = './src/database/testing-setup.ts';

export default defineConfig({
  test: {
    reporters: ['default'],
    projects: [
      {
        test: {
          name: 'fast',
          include: ['src/**/*.test.ts', 'console/src/**/*.test.ts'],
          exclude: ['**/*.long.test.ts', '**/node_modules/**'],
          globalSetup: DATABASE,
          testTimeout: 20_000,
          hookTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'long',
          include: ['src/**/*.long.test.ts', 'e2e/**/*.long.test.ts'],
          fileParallelism: false,
          globalSetup: DATABASE,
          testTimeout: 600_000,
          hookTimeout: 120_000,
        },
      },
      {
        // The whole office, started as a user starts it, and browsers on it: one file after the other.
        test: {
          name: 'e2e',
          include: ['e2e/**/*.test.ts'],
          exclude: ['**/*.long.test.ts', '**/node_modules/**'],
          fileParallelism: false,
          maxWorkers: 1,
          testTimeout: 180_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
});
