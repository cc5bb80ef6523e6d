import type { Operation } from '../contract/types.ts';
import type { PlannedCheck, Rule } from '../judge/rule.ts';
import type { Text } from '../judge/types.ts';
import type { Exchange, Intent } from '../recording/types.ts';
import { rowsAt } from './facts.ts';
import { codeRows, judgeRefused, spoiled } from './must-refuse.ts';

const CONFLICT = 409;

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
      // The other server was in use, and refused for its state; then one more was asked.
      const isRepeated = (exchange: Exchange, index: number): boolean =>
        exchange.response!.status === CONFLICT &&
        sent.slice(index + 1).some((one) => one.scenario === exchange.scenario);
      const telling = sent.filter((exchange, index) => !isRepeated(exchange, index));
      return judgeRefused(telling, { intent: id, status, wanted }, operation, evidence);
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

export const wrongParent = boundaryRule({
  id: 'wrong-parent',
  title: { en: "Another server's part is not found", zh: '其他云主机的附属资源不可见' },
  status: 404,
  wanted: { en: 'a request for what belongs to another server', zh: '对其他云主机附属资源的请求' },
  fits: ({ path }) => /\{server_id\}.*\{/.test(path),
});

function hasOwner(path: string): boolean {
  return /\{(?!project_id)[a-z_]+\}/.test(path);
}
