import { defineConfig } from 'vite';

/** Builds the sandbox's page into dist/page: plain files that need no network. */
export default defineConfig({
  root: 'sandbox/page',
  base: './',
  publicDir: false,
  build: {
    outDir: '../../dist/page',
    emptyOutDir: true,
    target: 'es2022',
    sourcemap: false,
    reportCompressedSize: false,
  },
});
