import { CreateBucketCommand, ListObjectsV2Command, type S3Client } from '@aws-sdk/client-s3';
import { startFauxqs } from 'fauxqs';
import { describeArtifactPlace } from '../../test/artifact-contract.ts';
import { s3Client, s3Place } from './s3-place.ts';

// As the SDK takes them from the environment of a program.
process.env['AWS_ACCESS_KEY_ID'] = 'test';
process.env['AWS_SECRET_ACCESS_KEY'] = 'test';

describeArtifactPlace('a bucket of S3', async () => {
  const emulator = await startFauxqs({ port: 0, host: '127.0.0.1', logger: false });
  const client = s3Client({ MLFLOW_S3_ENDPOINT_URL: emulator.address });
  const uploads = openUploads(client);
  const Bucket = 'artifacts';
  await client.send(new CreateBucketCommand({ Bucket }));
  return {
    place: s3Place({ bucket: Bucket, prefix: 'some/prefix', client }),
    leftovers: async () => {
      const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket }));
      return [...Contents.map(({ Key = '' }) => Key), ...uploads];
    },
    stop: async () => {
      client.destroy();
      await emulator.stop();
    },
  };
});

/** Uploads in parts that were begun, and neither completed nor aborted: the emulator does not list them, and S3 bills them. */
function openUploads(client: S3Client): Set<string> {
  const open = new Set<string>();
  client.middlewareStack.add(
    (next, { commandName }) =>
      async (asked) => {
        const answer = await next(asked);
        if (commandName === 'CreateMultipartUploadCommand')
          open.add(String((answer.output as { UploadId?: string }).UploadId));
        if (commandName === 'CompleteMultipartUploadCommand' || commandName === 'AbortMultipartUploadCommand')
          open.delete(String((asked.input as { UploadId?: string }).UploadId));
        return answer;
      },
    { step: 'initialize' },
  );
  return open;
}
