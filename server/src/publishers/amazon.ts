import { isDockerHub } from '../core/docker-hub';
import { message } from '../core/message';
import type { Publisher } from './publisher';

/** docs.aws.amazon.com: Amazon Linux and Lambda base images; distro.eks.amazonaws.com. Read in August 2026. */
const folders = ['amazonlinux/', 'lambda/', 'eks-distro/'];

export const amazon: Publisher = {
  id: 'amazon',
  title: 'Amazon',
  owns: ({ registry, repository }) => (registry === 'public.ecr.aws' && folders.some(folder => repository.startsWith(folder))) || (isDockerHub(registry) && repository.startsWith('amazon/')),
  signing: message('is not known to sign these images'),
  free: message('free; without a login Amazon ECR Public limits pulls'),
  page: 'https://docs.aws.amazon.com/AmazonECR/latest/public/public-registries.html',
};
