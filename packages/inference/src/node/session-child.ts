// The program of a child process that holds sessions of ONNX Runtime.
import { sessionHandlers } from './session-handlers.ts';
import { answerParent } from './supervisor/answer-parent.ts';

await answerParent(sessionHandlers());
