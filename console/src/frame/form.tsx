/** Parts of forms: one column, label above, required marked, help under the field, error in words beside it. */
import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from 'react';
import { newRequestKey } from '../api/client.ts';
import { readStored, writeStored } from '../app/storage.ts';

interface FieldProps {
  readonly label: string;
  readonly required?: boolean;
  readonly help?: string;
  readonly error?: string | undefined;
  /** Several controls under one label: radios, check boxes. */
  readonly group?: boolean;
  readonly children: (id: string, describedBy: string) => ReactNode;
}

export function Field(props: FieldProps) {
  const id = useId();
  const label = (
    <>
      {props.label}
      {props.required && <span className="required">（必填）</span>}
    </>
  );
  return (
    <div className="field" {...(props.group ? { role: 'group', 'aria-labelledby': `${id}-label` } : {})}>
      {props.group ? <div id={`${id}-label`}>{label}</div> : <label htmlFor={id}>{label}</label>}
      {props.children(id, `${id}-note`)}
      <div id={`${id}-note`} className="field-note">
        {props.error ? (
          <span role="alert" className="field-error">
            {props.error}
          </span>
        ) : (
          props.help
        )}
      </div>
    </div>
  );
}

/** Ctrl+Enter submits from anywhere in the form. */
export function submitOnCtrlEnter(submit: () => void): (event: KeyboardEvent) => void {
  return (event) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      submit();
    }
  };
}

/** A draft kept in this browser until it is sent: an accidental close loses nothing. */
export function useDraft<T>(key: string, initial: T): [T, (next: T) => void, () => void] {
  const [draft, setDraft] = useState<T>(() => ({ ...initial, ...readStored<Partial<T>>(`draft.${key}`, {}) }));
  const change = (next: T) => {
    setDraft(next);
    writeStored(`draft.${key}`, next);
  };
  const clear = () => {
    setDraft(initial);
    writeStored(`draft.${key}`, undefined);
  };
  return [draft, change, clear];
}

/** The same key for every repetition of one submit, a new one after it succeeded: the server does it once. */
export function useRequestKey(): { readonly current: () => string; readonly renew: () => void } {
  const key = useRef<string | null>(null);
  return {
    current: () => {
      key.current ??= newRequestKey();
      return key.current;
    },
    renew: () => {
      key.current = null;
    },
  };
}
