/** The form's fields: native controls with large targets, a hint and an error that belong to them by name. */
import { type ReactNode, useId } from 'react';
import type { Choice } from './words.ts';

interface FieldProps {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
}

/** What ties a control to its label, hint and error. */
interface Ties {
  readonly id: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': true | undefined;
}

function Described(props: FieldProps & { readonly children: (ties: Ties) => ReactNode }) {
  const id = useId();
  const { label, hint, error } = props;
  const notes = [error && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(' ');
  return (
    <div className="ask">
      <label htmlFor={id}>{label}</label>
      {hint && (
        <p id={`${id}-hint`} className="ask-hint">
          {hint}
        </p>
      )}
      {props.children({ id, 'aria-describedby': notes || undefined, 'aria-invalid': error ? true : undefined })}
      <FieldError id={`${id}-error`} error={error} />
    </div>
  );
}

function FieldError(props: { readonly id: string; readonly error: string | undefined }) {
  if (!props.error) return null;
  return (
    <p id={props.id} className="ask-error">
      {props.error}
    </p>
  );
}

interface TextProps extends FieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly kind: 'amount' | 'whole' | 'date';
  /** After the figure: 元, 岁. */
  readonly unit?: string;
  readonly min?: string | undefined;
}

const INPUT_MODES = { amount: 'decimal', whole: 'numeric', date: undefined } as const;

export function TextAsk(props: TextProps) {
  const { label, hint, error, kind, value, unit, min } = props;
  return (
    <Described label={label} hint={hint} error={error}>
      {(ties) => (
        <span className={`ask-text ask-${kind}`}>
          <input
            {...ties}
            type={kind === 'date' ? 'date' : 'text'}
            inputMode={INPUT_MODES[kind]}
            autoComplete="off"
            value={value}
            min={min}
            maxLength={kind === 'date' ? undefined : 20}
            onChange={(event) => props.onChange(event.target.value)}
          />
          {unit && <span aria-hidden="true">{unit}</span>}
        </span>
      )}
    </Described>
  );
}

interface SelectProps extends FieldProps {
  readonly value: string;
  readonly options: readonly { readonly code: string; readonly name: string }[];
  /** The first entry: nothing of the list. */
  readonly none: string;
  readonly onChange: (value: string) => void;
}

export function SelectAsk(props: SelectProps) {
  const { label, hint, error } = props;
  return (
    <Described label={label} hint={hint} error={error}>
      {(ties) => (
        <select {...ties} value={props.value} onChange={(event) => props.onChange(event.target.value)}>
          <option value="">{props.none}</option>
          {props.options.map(({ code, name }) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </select>
      )}
    </Described>
  );
}

interface RadioProps<V extends string> extends FieldProps {
  readonly choices: readonly Choice<V>[];
  readonly value: V | '';
  readonly onChange: (value: V) => void;
}

export function RadioAsk<V extends string>(props: RadioProps<V>) {
  const id = useId();
  return (
    <Group {...props} id={id}>
      {props.choices.map(({ value, label, hint }) => (
        <label key={value} className="choice">
          <input
            type="radio"
            name={id}
            checked={props.value === value}
            data-invalid={props.error ? true : undefined}
            onChange={() => props.onChange(value)}
          />
          <span>
            {label}
            {hint && <small>{hint}</small>}
          </span>
        </label>
      ))}
    </Group>
  );
}

interface CheckProps extends FieldProps {
  readonly choices: readonly { readonly code: string; readonly name: string }[];
  readonly values: readonly string[];
  readonly onChange: (values: string[]) => void;
}

export function CheckAsk(props: CheckProps) {
  const id = useId();
  const { values } = props;
  return (
    <Group {...props} id={id}>
      {props.choices.map(({ code, name }) => (
        <label key={code} className="choice">
          <input
            type="checkbox"
            checked={values.includes(code)}
            onChange={(event) =>
              props.onChange(event.target.checked ? [...values, code] : values.filter((each) => each !== code))
            }
          />
          <span>{name}</span>
        </label>
      ))}
    </Group>
  );
}

function Group(props: FieldProps & { readonly id: string; readonly children: ReactNode }) {
  const { id, label, hint, error } = props;
  const notes = [error && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(' ');
  return (
    <fieldset className="ask" aria-describedby={notes || undefined}>
      <legend>{label}</legend>
      {hint && (
        <p id={`${id}-hint`} className="ask-hint">
          {hint}
        </p>
      )}
      <div className="choices">{props.children}</div>
      <FieldError id={`${id}-error`} error={error} />
    </fieldset>
  );
}
