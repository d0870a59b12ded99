import { stopAfterLastTest } from "./shared.ts";

stopAfterLastTest();
