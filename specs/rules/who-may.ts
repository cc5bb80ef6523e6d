import type { Operation } from '../contract/types.ts';
import type { PlannedCheck, Rule } from '../judge/rule.ts';
import type { Text } from '../judge/types.ts';
import type { Intent } from '../recording/types.ts';
import { rowsAt } from './facts.ts';
import { codeRows, judgeRefused, spoiled } from './must-refuse.ts';

interface Boundary {
  id: Intent;
  title: Text;
  status: number;
  wanted: Text;
  fits(operation: Operation): boolean;
}

/** A rule on what a caller may reach at all. */
function boundaryRule({ id, title, status, wanted, fits }: Boundary): Rule {
  return {
    id,
    title,
    plan(operation, contract): PlannedCheck[] {
      if (!fits(operation)) return [];
      // A document may say in words who may make the call.
      const permission =
        id === 'forbidden' ? rowsAt(contract, operation, 'note', 'permission').map((row) => row.id) : [];
      return [{ level: 'must', rows: [...codeRows(operation, contract, status), ...permission] }];
    },
    judge(_check, operation, evidence) {
      const sent = spoiled(operation, evidence, id);
      return judgeRefused(sent, { intent: id, status, wanted }, operation, evidence);
    },
  };
}

export const forbidden = boundaryRule({
  id: 'forbidden',
  title: { en: 'Administrators only', zh: '仅限管理员' },
  status: 403,
  wanted: { en: "a member's call of an administrator's operation", zh: '普通成员调用管理员操作的请求' },
  fits: ({ permission }) => permission === 'admin',
});

export const foreign = boundaryRule({
  id: 'foreign',
  title: { en: "Another project's resource is not found", zh: '他人项目的资源不可见' },
  status: 404,
  wanted: { en: "a request for another project's resource", zh: '对其他项目资源的请求' },
  fits: ({ permission, path, service }) => permission === 'member' && service !== 'identity' && hasOwner(path),
});

export const deleted = boundaryRule({
  id: 'deleted',
  title: { en: 'A deleted server is not found', zh: '已删除的云主机不可见' },
  status: 404,
  wanted: { en: 'a request for a server that was deleted', zh: '对已删除云主机的请求' },
  fits: ({ path }) => path.includes('{server_id}'),
});

function hasOwner(path: string): boolean {
  return /\{(?!project_id)[a-z_]+\}/.test(path);
}
