import { expect, test } from "bun:test";
import { indexFiles } from "./fileIndex.ts";
import { resolveImports } from "./resolveImports.ts";

const manifests = new Map([
  ["go.mod", "// a comment\nmodule example.com/shop\n"],
  ["tools/go.mod", 'module "example.com/shop/tools"\n'],
  ["package.json", '{ "name": "shop", "workspaces": ["packages/*"] }'],
  ["packages/money/package.json", '{ "name": "@shop/money", "exports": { ".": { "import": "./dist/money.js" } } }'],
  ["packages/broken/package.json", "{ not json"],
  [
    "web/tsconfig.json",
    '{ // aliases\n "compilerOptions": { "baseUrl": "./src", "paths": { "@/*": ["*"], "settings": ["./conf"], "out/*": ["../../../*"] }, } }',
  ],
]);

function resolve(language: string, path: string, specifiers: string[], files: string[]): string[] {
  return resolveImports({ path, language, specifiers }, indexFiles([...files, path], manifests));
}

test("TypeScript: a relative import finds its file as bundlers do, by extension, compiled name or index", () => {
  const files = ["src/a.ts", "src/b.tsx", "src/c/index.ts", "src/d.js", "src/d.ts", "index.ts", "data.json"];
  const specifiers = [
    "./a",
    "./b.js",
    "./c",
    "./c/",
    "./d.js",
    "..",
    "../data.json",
    "./a.ts?raw",
    "react",
    "./none",
    "../../out",
  ];
  expect(resolve("TypeScript", "src/main.ts", specifiers, files)).toEqual([
    "src/a.ts",
    "src/b.tsx",
    "src/c/index.ts",
    "src/d.js",
    "index.ts",
    "data.json",
  ]);
});

test("TypeScript: an alias of tsconfig.json holds below its folder, a package of the workspace everywhere", () => {
  const files = [
    "web/src/api/client.ts",
    "web/src/conf.ts",
    "packages/money/src/money.ts",
    "packages/money/src/round.ts",
  ];
  const specifiers = ["@/api/client", "settings", "out/x", "@shop/money", "@shop/money/round", "@shop/none"];
  expect(resolve("TypeScript", "web/src/main.ts", specifiers, files)).toEqual([
    "web/src/api/client.ts",
    "web/src/conf.ts",
    "packages/money/src/money.ts",
    "packages/money/src/round.ts",
  ]);
  expect(resolve("TypeScript", "other/main.ts", ["@/api/client", "settings"], files)).toEqual([]);
});

test("Python: relative imports count their dots, absolute ones are looked for from the importing file upwards", () => {
  const files = [
    "app/__init__.py",
    "app/models.py",
    "app/core/__init__.py",
    "app/core/types.py",
    "src/lib.py",
    "app/core/os.py",
  ];
  expect(resolve("Python", "app/core/run.py", [". types", ".types Id", "..models", ".. models"], files)).toEqual([
    "app/core/types.py",
    "app/models.py",
  ]);
  expect(
    resolve("Python", "app/core/run.py", ["app.core.types", "models User", "app core", "lib", "json"], files),
  ).toEqual(["app/core/types.py", "app/models.py", "app/core/__init__.py", "src/lib.py"]);
  expect(resolve("Python", "app/run.py", ["....far"], files)).toEqual([]);
});

test("Go: an import is of every file of the package, by the module of its go.mod, tests aside", () => {
  const files = ["store/a.go", "store/b.go", "store/a_test.go", "tools/gen/main.go", "root.go"];
  expect(resolve("Go", "cmd/main.go", ["example.com/shop/store", "example.com/shop/tools/gen", "fmt"], files)).toEqual([
    "store/a.go",
    "store/b.go",
    "tools/gen/main.go",
  ]);
  expect(resolve("Go", "cmd/main.go", ["example.com/shop", "example.com/shopping"], files)).toEqual(["root.go"]);
});

test("a file never imports itself, and languages without imports have none", () => {
  expect(resolve("TypeScript", "a.ts", ["./a"], [])).toEqual([]);
  expect(resolve("Rust", "a.rs", ["./b"], ["b"])).toEqual([]);
});

test("TypeScript: an alias may come from a configuration that is extended, written from there, and be overruled", () => {
  const configs = new Map([
    ["tsconfig.base.json", '{ "compilerOptions": { "paths": { "@lib/*": ["libs/*/index.ts"] } } }'],
    ["app/tsconfig.json", '{ "extends": "../tsconfig.base" }'],
    [
      "own/tsconfig.json",
      '{ "extends": ["../tsconfig.base.json"], "compilerOptions": { "paths": { "@own/*": ["./*"] } } }',
    ],
    ["loop/tsconfig.json", '{ "extends": "./tsconfig.json" }'],
    ["away/tsconfig.json", '{ "extends": "@tsconfig/strictest" }'],
  ]);
  const files = ["libs/money/index.ts", "own/a.ts"];
  const from = (path: string) =>
    resolveImports(
      { path, language: "TypeScript", specifiers: ["@lib/money", "@own/a"] },
      indexFiles([...files, path], configs),
    );
  expect(from("app/main.ts")).toEqual(["libs/money/index.ts"]);
  expect(from("own/main.ts")).toEqual(["own/a.ts"]);
  expect(from("loop/main.ts")).toEqual([]);
  expect(from("away/main.ts")).toEqual([]);
  expect(from("main.ts")).toEqual([]);
});
