import type Sigma from "sigma";
import { AbstractEdgeProgram, EdgeProgram, type EdgeProgramType } from "sigma/rendering";
import type { EdgeDisplayData, NodeDisplayData, RenderParams } from "sigma/types";
import { createEdgeLayer, type EdgeLayer } from "./edgeLayer.ts";

/** What draws one type of edge, on top of each other; `picked` says whether such edges can be clicked. */
type EdgeDrawing = { programs: readonly EdgeProgramType[]; picked: boolean };

/**
 * Programs for Sigma that draw edges once and then show a picture of them until it would be another one. To draw thousands
 * of lines takes far longer than all nodes and names, and another colouring or a heartbeat changes none of them.
 * For one Sigma, which has to be given all of them: the picture covers what any other program would draw.
 */
export function keepEdges(drawings: Record<string, EdgeDrawing>): Record<string, EdgeProgramType> {
  let layer: EdgeLayer | null = null;
  const last = Object.keys(drawings).at(-1);

  const keep = (type: string, { programs, picked }: EdgeDrawing): EdgeProgramType =>
    class extends AbstractEdgeProgram {
      drawLabel = undefined;
      private readonly programs: InstanceType<EdgeProgramType>[];

      constructor(gl: WebGLRenderingContext, picking: WebGLFramebuffer | null, renderer: Sigma) {
        super(gl, gl, renderer);
        if (gl instanceof WebGL2RenderingContext) layer ??= createEdgeLayer(gl, picking);
        this.programs = programs.map((Program) => {
          const program = new Program(gl, picked ? picking : null, renderer);
          if (program instanceof EdgeProgram) layer?.add(program);
          return program;
        });
      }

      reallocate(capacity: number): void {
        layer?.forget();
        for (const program of this.programs) program.reallocate(capacity);
      }

      process(index: number, at: number, from: NodeDisplayData, to: NodeDisplayData, edge: EdgeDisplayData): void {
        layer?.forget();
        for (const program of this.programs) program.process(index, at, from, to, edge);
      }

      // Sigma renders every type in each frame, in their order: with the last of them, all are.
      render(params: RenderParams): void {
        if (layer === null) for (const program of this.programs) program.render(params);
        else if (type === last) layer.render(params);
      }

      kill(): void {
        if (layer === null) for (const program of this.programs) program.kill();
        else if (type === last) layer.kill();
      }
    };

  return Object.fromEntries(Object.entries(drawings).map(([type, drawing]) => [type, keep(type, drawing)]));
}
