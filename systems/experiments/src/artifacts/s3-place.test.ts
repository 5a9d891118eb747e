import { CreateBucketCommand, ListMultipartUploadsCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import { startFauxqs } from 'fauxqs';
import { describeArtifactPlace } from '../../test/artifact-contract.ts';
import { s3Client, s3Place } from './s3-place.ts';

// As the SDK takes them from the environment of a program.
process.env['AWS_ACCESS_KEY_ID'] = 'test';
process.env['AWS_SECRET_ACCESS_KEY'] = 'test';

describeArtifactPlace('a bucket of S3', async () => {
  const emulator = await startFauxqs({ port: 0, host: '127.0.0.1', logger: false });
  const client = s3Client({ MLFLOW_S3_ENDPOINT_URL: emulator.address });
  const Bucket = 'artifacts';
  await client.send(new CreateBucketCommand({ Bucket }));
  return {
    place: s3Place({ bucket: Bucket, prefix: 'some/prefix', client }),
    leftovers: async () => {
      const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket }));
      const { Uploads = [] } = await client.send(new ListMultipartUploadsCommand({ Bucket }));
      return [...Contents, ...Uploads].map(({ Key = '' }) => Key);
    },
    stop: async () => {
      client.destroy();
      await emulator.stop();
    },
  };
});
