// The program of a child process that reads databases of MLflow. Strangers wrote them: a view in one may never end, and
// SQLite cannot be stopped from within its process.
import { answerParent } from '@modelfolio/inference/node/answer-parent';
import { sqliteHandlers } from './sqlite-handlers.ts';

await answerParent(sqliteHandlers());
