import { useQueryClient } from '@tanstack/react-query';
import { useDraft, useRequestKey } from '../frame/form.tsx';
import type { Decision } from './decide-form.tsx';

/**
 * A decision's kept draft, and sending it. The draft and the request key are given up only once the server has it: sent
 * again after a lost answer, it is the same decision.
 */
export function useDecision(key: string, send: (decision: Decision, requestKey: string) => Promise<unknown>) {
  const client = useQueryClient();
  const requestKey = useRequestKey();
  const [draft, change, clear] = useDraft<Decision>(key, { decision: 'approve', comment: '' });
  const submit = async () => {
    await send({ decision: draft.decision, comment: draft.comment.trim() }, requestKey.current());
    requestKey.renew();
    clear();
    await client.invalidateQueries();
  };
  return { draft, change, submit };
}
