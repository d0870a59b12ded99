import { useState } from "react";
import { renderToString } from "react-dom/server";

type CallerProps<Input, Answer> = { useIt(input: Input): Answer; inputs: readonly { of: Input }[]; answers: Answer[] };

function Caller<Input, Answer>({ useIt, inputs, answers }: CallerProps<Input, Answer>) {
  const [turn, setTurn] = useState(0);
  const input = inputs[turn];
  if (input === undefined) throw new Error("there is no input");
  answers.push(useIt(input.of));
  if (turn + 1 < inputs.length) setTurn(turn + 1);
  return null;
}

/**
 * What a hook answers to each input in turn, within one component and without a browser: what it remembers stays from one
 * to the next. Effects do not run. For at most 20 inputs.
 */
export function callHook<Input, Answer>(useIt: (input: Input) => Answer, inputs: readonly Input[]): Answer[] {
  const answers: Answer[] = [];
  renderToString(<Caller useIt={useIt} inputs={inputs.map((of) => ({ of }))} answers={answers} />);
  return answers;
}
