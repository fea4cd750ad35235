import { defineErrors } from '../kernel/result.ts';

export const approvalErrors = defineErrors('approvals', {
  unknownFlow: { status: 404, message: '没有审批流程“{flow}”', remedy: '请核对流程编号与启用日期' },
  unknownCase: {
    status: 404,
    message: '“{subject}”尚未提交审批',
    remedy: '请先由经办人提交',
  },
  ownWork: {
    status: 403,
    message: '不能复核自己经办的业务：“{title}”由您经办',
    remedy: '请由其他有权限的人员办理',
  },
  decidedBefore: {
    status: 403,
    message: '您已办理过本业务的“{step}”环节，不能再办理“{next}”',
    remedy: '各环节须由不同的人员办理，请由其他有权限的人员办理',
  },
  noRight: {
    status: 403,
    message: '“{step}”环节须有“{right}”权限',
    remedy: '请由有此权限的人员办理',
  },
  outOfScope: {
    status: 403,
    message: '“{title}”不在您的数据范围内',
    remedy: '请由该区划的人员办理',
  },
  alreadyPending: {
    status: 409,
    message: '“{title}”已提交，正在“{step}”环节',
    remedy: '请等待审批结果；需要修改的，请审批人先退回',
  },
  alreadyDecided: {
    status: 409,
    message: '“{title}”的审批已结束：{state}',
    remedy: '请刷新查看结果，不必重复办理',
  },
  notPending: {
    status: 409,
    message: '“{title}”已退回经办人修改，暂无待办环节',
    remedy: '请等待经办人重新提交',
  },
  contentChanged: {
    status: 409,
    message: '“{title}”的内容在提交之后有变动',
    remedy: '请退回经办人，按现在的内容重新提交',
  },
  shownOutdated: {
    status: 409,
    message: '“{title}”在您打开之后已重新提交，您看到的不是现在的内容',
    remedy: '请刷新后按新内容办理',
  },
  stepMoved: {
    status: 409,
    message: '“{title}”的“{step}”环节已由他人办理',
    remedy: '请刷新查看进度',
  },
  commentNeeded: {
    status: 422,
    message: '{decision}须写明原因',
    remedy: '请填写意见后提交',
  },
});
