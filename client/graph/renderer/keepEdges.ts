import type Sigma from "sigma";
import { AbstractEdgeProgram, EdgeProgram, type EdgeProgramType } from "sigma/rendering";
import type { EdgeDisplayData, NodeDisplayData, RenderParams } from "sigma/types";
import { createEdgeLayer, type EdgeLayer } from "./edgeLayer.ts";

/**
 * Programs for Sigma that draw edges once and then show a picture of them until it would be another one. To draw thousands
 * of lines takes far longer than all nodes and names, and another colouring or a heartbeat changes none of them. Nor are they
 * drawn a second time for Sigma to tell which one the pointer is over: where lines are is known.
 * For one Sigma, which has to be given all of them: the picture covers what any other program would draw.
 */
export function keepEdges(programs: Record<string, EdgeProgramType>): Record<string, EdgeProgramType> {
  let layer: EdgeLayer | null = null;
  const last = Object.keys(programs).at(-1);

  const keep = (type: string, Program: EdgeProgramType): EdgeProgramType =>
    class extends AbstractEdgeProgram {
      drawLabel = undefined;
      private readonly program: InstanceType<EdgeProgramType>;

      constructor(gl: WebGLRenderingContext, _: WebGLFramebuffer | null, renderer: Sigma) {
        super(gl, gl, renderer);
        if (gl instanceof WebGL2RenderingContext) layer ??= createEdgeLayer(gl);
        this.program = new Program(gl, null, renderer);
        if (this.program instanceof EdgeProgram) layer?.add(this.program);
      }

      reallocate(capacity: number): void {
        layer?.forget();
        this.program.reallocate(capacity);
      }

      process(index: number, at: number, from: NodeDisplayData, to: NodeDisplayData, edge: EdgeDisplayData): void {
        layer?.forget();
        this.program.process(index, at, from, to, edge);
      }

      // Sigma renders every type in each frame, in their order: with the last of them, all are.
      render(params: RenderParams): void {
        if (layer === null) this.program.render(params);
        else if (type === last) layer.render(params);
      }

      kill(): void {
        if (layer === null) this.program.kill();
        else if (type === last) layer.kill();
      }
    };

  return Object.fromEntries(Object.entries(programs).map(([type, program]) => [type, keep(type, program)]));
}
