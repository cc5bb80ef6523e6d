import { InputError } from '../../schemas/input.ts';
import type { Case, Operation } from './types.ts';

/**
 * The operation with its variants spelled out: a case or a refusal that is `as` another takes from it what it does not say itself.
 * @throws InputError for a variant of a case that the operation does not have
 */
export function spelledOut(operation: Operation): Operation {
  const { exercise = [], refusals = [] } = operation;
  const spell = <Entry extends Case>(entry: Entry): Entry => {
    if (entry.as === undefined) return entry;
    const model = exercise.find(({ id = 'documented' }) => id === entry.as);
    if (!model || model.as !== undefined) {
      const known = exercise.filter(({ as }) => as === undefined).map(({ id = 'documented' }) => id);
      throw new InputError(
        `"${entry.id}" of ${operation.id} is as the case "${entry.as}", which ${model ? 'is a variant itself' : 'there is none of'}; name one of ${known.join(', ')}`,
      );
    }
    return { ...withoutOwn(model), ...entry, ...together(model, entry) };
  };
  return {
    ...operation,
    ...(operation.exercise ? { exercise: exercise.map(spell) } : {}),
    ...(operation.refusals ? { refusals: refusals.map(spell) } : {}),
  };
}

/** What a variant takes over of its model: not what the model stands for. */
function withoutOwn({ id: _id, rows: _rows, ...model }: Case): Case {
  return model;
}

function together(model: Case, entry: Case): Pick<Case, 'set' | 'unset' | 'needs'> {
  // What the model takes out of its example may be what the variant puts in.
  const left = (model.unset ?? []).filter((pointer) => entry.set?.[pointer] === undefined);
  return {
    set: { ...model.set, ...entry.set },
    unset: [...left, ...(entry.unset ?? [])],
    ...(model.needs || entry.needs ? { needs: { ...model.needs, ...entry.needs } } : {}),
  };
}
