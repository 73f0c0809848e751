import { defineErrors } from '@zhiben/platform/domain/errors.ts';

type None = Record<never, never>;

export const duplicateError = defineErrors('hazard', {
  'merge-unfit': {
    status: 422,
    when: 'a hazard is merged into itself, into one of another enterprise, or into one that was found to be none',
    say: (_: None) => '只能并入同一企业另一条有效的隐患。',
  },
  'not-merged': {
    status: 409,
    when: 'a merger is taken back that is not there',
    say: (_: None) => '这条隐患没有并入其他隐患，或者合并已经撤回。请刷新后查看。',
  },
});
