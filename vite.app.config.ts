import { defineConfig } from 'vite';

/**
 * Puts the app into one file, over the one that tsc made, together with the two dependencies that consist of many: reading
 * some six hundred modules would take longer than everything else at its start.
 */
export default defineConfig({
  publicDir: false,
  build: {
    ssr: 'src/main.ts',
    outDir: 'dist/src',
    emptyOutDir: false,
    target: 'node20',
    minify: false,
    sourcemap: true,
    rollupOptions: { output: { chunkFileNames: 'main-[name].js' } },
  },
  ssr: { noExternal: ['kysely', 'zod'] },
});
