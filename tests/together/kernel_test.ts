import { together } from "./test_files.ts";

await together("kernel");
