import { exportEndpoint } from '../../../versions/export-endpoint.ts';

export const GET = exportEndpoint('hugging-face');
