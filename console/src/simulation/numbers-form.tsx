/** The numbers of a pack as a form: thresholds, rates, slices and limits, layer by layer; what is changed stands out. */
import { Input } from 'antd';
import type { LayerParameters, PackParametersResponse } from '../api/types.ts';
import { fieldProblem, isChanged, limitField, type NumberField, type ReformDraft, ruleFields } from './reform-model.ts';

interface NumbersFormProps {
  readonly draft: ReformDraft;
  readonly parameters: PackParametersResponse;
  readonly onChange: (draft: ReformDraft) => void;
}

export function NumbersForm(props: NumbersFormProps) {
  const { pack, on, layers } = props.parameters;
  return (
    <div className="numbers">
      <p className="muted">
        {pack.name}，{on} 有效的数值；改几处算几处，未改的不动。
      </p>
      {layers.map((layer) => (
        <Layer key={layer.id} layer={layer} {...props} />
      ))}
    </div>
  );
}

/** One row of the form: whom it is for, and its numbers. */
interface NumberRow {
  readonly key: string;
  readonly subject: string;
  readonly fields: readonly NumberField[];
  /** Said where there is no number to change. */
  readonly words: string;
  readonly grade: string;
}

function rowsOf({ file, rules, limits }: LayerParameters): NumberRow[] {
  const ruleRows = rules.map((rule) => ({
    key: `rule ${JSON.stringify(rule.address)}`,
    subject: rule.subject,
    fields: ruleFields(file, rule),
    words: rule.words,
    grade: rule.grade,
  }));
  const limitRows = limits.map((limit) => {
    const field = limitField(file, limit);
    return {
      key: `limit ${JSON.stringify(limit.address)}`,
      subject: limit.subject === '' ? limit.title : `${limit.title}（${limit.subject}）`,
      fields: field ? [field] : [],
      words: '不设金额限额',
      grade: limit.grade,
    };
  });
  return [...ruleRows, ...limitRows];
}

function Layer(props: NumbersFormProps & { readonly layer: LayerParameters }) {
  const { layer, draft } = props;
  const rows = rowsOf(layer);
  const changed = rows.flatMap(({ fields }) => fields).filter((field) => isChanged(field, draft.edits)).length;
  return (
    <details className="number-layer" open={changed > 0 || layer.id === 'pool'}>
      <summary>
        {layer.title}
        {changed > 0 && <span className="changed-count">改动 {changed} 处</span>}
      </summary>
      <ul>
        {rows.map((row) => (
          <li key={row.key} className="number-row">
            <span className="number-subject">
              {row.subject}
              <span className="muted">　来源等级 {row.grade}</span>
            </span>
            {row.fields.length === 0 ? (
              <span className="muted">{row.words}</span>
            ) : (
              <span className="number-fields">
                {row.fields.map((field) => (
                  <NumberInput key={field.key} field={field} subject={row.subject} {...props} />
                ))}
              </span>
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}

function NumberInput(props: NumbersFormProps & { readonly field: NumberField; readonly subject: string }) {
  const { field, draft, onChange } = props;
  const text = draft.edits[field.key] ?? String(field.value);
  const problem = fieldProblem(field, text);
  const changed = isChanged(field, draft.edits);
  const put = (next: string) => {
    const { [field.key]: _, ...rest } = draft.edits;
    onChange({ ...draft, edits: next.trim() === String(field.value) ? rest : { ...rest, [field.key]: next } });
  };
  const unit = field.unit === 'yuan' ? '元' : '%';
  return (
    <div className={changed ? 'number-field changed' : 'number-field'}>
      <span className="number-label" aria-hidden="true">
        {field.label}
      </span>
      <Input
        size="small"
        inputMode="decimal"
        value={text}
        suffix={unit}
        aria-label={`${props.subject} ${field.label}（${unit}）`}
        aria-invalid={problem !== undefined}
        {...(problem === undefined ? {} : { status: 'error' as const })}
        onChange={(event) => put(event.target.value)}
      />
      <span className="number-note">
        {problem !== undefined ? <span className="wrong">{problem}</span> : changed ? `原 ${field.value}` : ''}
      </span>
    </div>
  );
}
